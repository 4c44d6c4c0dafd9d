package sc.fiji.fewshot.samples;

import java.util.ArrayList;
import java.util.List;

/** Sausages that flow into each other, with a warped border: lobed nuclei, chromosomes. */
final class Blob {

  private record Sausage(double x1, double y1, double x2, double y2, double radius) {

    double depth(double x, double y) {
      double dx = x2 - x1;
      double dy = y2 - y1;
      double square = dx * dx + dy * dy;
      double t = square == 0 ? 0 : Curve.clamp(((x - x1) * dx + (y - y1) * dy) / square);
      double ex = x - x1 - t * dx;
      double ey = y - y1 - t * dy;
      return radius - Math.sqrt(ex * ex + ey * ey);
    }
  }

  private final List<Sausage> sausages = new ArrayList<>();
  private final Noise warp;
  private final double strength;
  private final double grain;
  private final double flow;

  /**
   * @param strength how far the border is warped, in pixels
   * @param grain size of the bumps, in pixels
   * @param flow within how many pixels neighbours melt together
   */
  Blob(Dice dice, double strength, double grain, double flow) {
    warp = new Noise(dice);
    this.strength = strength;
    this.grain = grain;
    this.flow = flow;
  }

  void add(double x1, double y1, double x2, double y2, double radius) {
    sausages.add(new Sausage(x1, y1, x2, y2, radius));
  }

  /** About how many pixels inside a point lies; negative outside. */
  double depth(double x, double y) {
    double wx = x + strength * warp.at(x / grain, y / grain);
    double wy = y + strength * warp.at(x / grain + 31.7, y / grain - 12.9);
    double depth = -1e3;
    for (Sausage sausage : sausages) {
      double own = sausage.depth(wx, wy);
      double mixed = Math.max(0, flow - Math.abs(own - depth)) / flow;
      depth = Math.max(own, depth) + mixed * mixed * flow / 4;
    }
    return depth;
  }
}
