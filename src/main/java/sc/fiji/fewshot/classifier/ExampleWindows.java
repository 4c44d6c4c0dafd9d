package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;

/**
 * The windows of one patch size that stand for a marked region: one at its centre if it is not
 * larger than two patches, else a grid of half-overlapping ones whose centres lie within it.
 */
public final class ExampleWindows {

  private ExampleWindows() {}

  /**
   * A window's centre, in image pixels where pixel 0 spans 0 to 1.
   *
   * @param x column
   * @param y row
   */
  public record Centre(double x, double y) {}

  /**
   * @param region marked
   * @param patch side of a window, image pixels
   * @param most how many windows at most, at least 1; if there are more, evenly chosen ones
   * @return the windows' centres, at least one
   */
  public static List<Centre> of(Region region, int patch, int most) {
    Box box = region.bounds();
    List<Centre> centres = new ArrayList<>();
    for (double y : along(box.y(), box.height(), patch)) {
      for (double x : along(box.x(), box.width(), patch)) {
        if (region.contains((int) Math.floor(x), (int) Math.floor(y))) {
          centres.add(new Centre(x, y));
        }
      }
    }
    if (centres.isEmpty()) {
      return List.of(new Centre(box.centreX(), box.centreY()));
    }
    List<Centre> chosen = new ArrayList<>();
    int count = Math.min(most, centres.size());
    for (int i = 0; i < count; i++) {
      // The middle of each of equal shares, so that a single one is the middle one.
      chosen.add(centres.get((int) ((i + 0.5) * centres.size() / count)));
    }
    return chosen;
  }

  private static double[] along(int start, int length, int patch) {
    int count = Math.max(1, 2 * (length / patch) - 1);
    double[] centres = new double[count];
    for (int i = 0; i < count; i++) {
      centres[i] = start + length / 2.0 + (i - (count - 1) / 2.0) * patch / 2.0;
    }
    return centres;
  }
}
