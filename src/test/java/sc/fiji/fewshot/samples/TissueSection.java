package sc.fiji.fewshot.samples;

import java.awt.image.BufferedImage;
import java.util.List;
import sc.fiji.fewshot.io.StackLayout;

/** A section through a tumour and what surrounds it, stained with haematoxylin and eosin. */
final class TissueSection {

  static final List<String> CLASSES = List.of("tumour", "stroma", "fat", "lymphocytes");
  static final int TUMOUR = 1;
  static final int STROMA = 2;
  static final int FAT = 3;
  static final int LYMPHOCYTES = 4;

  private static final int SIZE = 1024;
  private static final double ADIPOCYTE = 68;

  /** An ellipse that becomes a region with an organic border. */
  private record Patch(int label, double x, double y, double rx, double ry, double angle) {

    /** About how many pixels inside a place lies. */
    double depth(double px, double py) {
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      double along = ((px - x) * cos + (py - y) * sin) / rx;
      double across = ((py - y) * cos - (px - x) * sin) / ry;
      return (1 - Math.sqrt(along * along + across * across)) * Math.min(rx, ry);
    }
  }

  private static final List<Patch> PATCHES =
      List.of(
          new Patch(TUMOUR, 210, 190, 215, 150, 0.5),
          new Patch(TUMOUR, 560, 330, 150, 120, -0.4),
          new Patch(TUMOUR, 215, 560, 120, 165, 0.3),
          new Patch(TUMOUR, 500, 640, 135, 95, 0.7),
          new Patch(TUMOUR, 880, 130, 120, 95, 0.2),
          new Patch(TUMOUR, 130, 930, 150, 105, -0.2),
          new Patch(LYMPHOCYTES, 560, 90, 125, 72, 0.1),
          new Patch(LYMPHOCYTES, 370, 860, 115, 80, -0.5),
          new Patch(LYMPHOCYTES, 850, 370, 120, 78, 0.5),
          new Patch(LYMPHOCYTES, 385, 465, 52, 85, 0.3),
          new Patch(FAT, 850, 800, 290, 235, -0.35),
          new Patch(FAT, 20, 760, 95, 90, 0));

  private final Dice dice = new Dice(8100);
  private final Stain haematoxylin = Stain.of(0.6, 0.68, 0.29, SIZE, SIZE);
  private final Stain eosin = Stain.of(0.08, 0.5, 0.29, SIZE, SIZE);
  private final Noise warp = new Noise(dice);
  private final Plane potential = new Plane(SIZE, SIZE);
  private final LabelMap labels = new LabelMap(SIZE, SIZE, STROMA);
  private final Scatter adipocytes = new Scatter(dice, SIZE, SIZE, ADIPOCYTE, (x, y) -> true);

  private TissueSection() {}

  static Sample sample() {
    TissueSection section = new TissueSection();
    section.layOut();
    section.drawStroma();
    section.drawFat();
    section.drawTumour();
    section.drawLymphocytes();
    BufferedImage image =
        new Optics(new double[] {243, 240, 243}, 0.85, 1.7)
            .shaded(0.06, 0.012)
            .image(List.of(section.haematoxylin, section.eosin), section.dice);
    List<LabelMap> truth = List.of(section.labels.undecidedWithin(9));
    StackLayout layout = StackLayout.uncalibrated(1);
    Marks marks = new Marks(CLASSES, truth, layout, new Dice(8200));
    for (int label = 1; label <= CLASSES.size(); label++) {
      marks.areas(label, 1, 64);
    }
    return new Sample("tissue-section", layout, List.of(image), CLASSES, truth, marks.rois());
  }

  private double warpedX(double x, double y) {
    return x + 42 * warp.fractal(x / 130, y / 130, 3) + 9 * warp.at(x / 21, y / 21);
  }

  private double warpedY(double x, double y) {
    return y + 42 * warp.fractal(x / 130 + 77, y / 130 - 31, 3) + 9 * warp.at(x / 21, y / 21 + 60);
  }

  private Patch patchAt(double x, double y) {
    double wx = warpedX(x, y);
    double wy = warpedY(x, y);
    Patch best = null;
    for (Patch patch : PATCHES) {
      double depth = patch.depth(wx, wy);
      if (depth > 0 && (best == null || depth > best.depth(wx, wy))) {
        best = patch;
      }
    }
    return best;
  }

  private Scatter.Nearest adipocyte(double x, double y) {
    double wx = x + 5 * warp.fractal(x / 33 + 5, y / 33, 2);
    double wy = y + 5 * warp.fractal(x / 33 - 5, y / 33 + 40, 2);
    return adipocytes.nearest(wx, wy, 3.5);
  }

  /** Decides which tissue is where; fat consists of whole cells. */
  private void layOut() {
    Noise wander = new Noise(dice);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        Scatter.Nearest cell = adipocyte(x, y);
        Patch owner = patchAt(cell.spot().x(), cell.spot().y());
        Patch here = patchAt(x, y);
        if (owner != null && owner.label == FAT) {
          labels.set(x, y, FAT);
        } else if (here != null && here.label != FAT) {
          labels.set(x, y, here.label);
        }
        double wx = warpedX(x, y);
        double wy = warpedY(x, y);
        double nearest = -400;
        for (Patch patch : PATCHES) {
          nearest = Math.max(nearest, patch.depth(wx, wy));
        }
        potential.set(x, y, nearest + 60 * wander.fractal(x / 330.0, y / 330.0, 2));
      }
    }
  }

  private int label(double x, double y) {
    int column = (int) Math.max(0, Math.min(SIZE - 1, x));
    return labels.get(column, (int) Math.max(0, Math.min(SIZE - 1, y)));
  }

  /** Whether a place and its surroundings belong to a tissue. */
  private boolean isWithin(int tissue, double x, double y, double margin) {
    return label(x, y) == tissue
        && label(x - margin, y) == tissue
        && label(x + margin, y) == tissue
        && label(x, y - margin) == tissue
        && label(x, y + margin) == tissue;
  }

  private void drawStroma() {
    Fibres fibres = new Fibres(potential.blurred(9), dice);
    Plane fine = fibres.smeared(whiteNoise().blurred(0.7), 22);
    Plane coarse = fibres.smeared(whiteNoise().blurred(3), 32);
    Noise cloud = new Noise(dice);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        if (labels.get(x, y) != FAT) {
          double bundle = coarse.get(x, y);
          double amount =
              0.47
                  + 0.085 * fine.get(x, y)
                  + 0.09 * bundle
                  + 0.09 * cloud.fractal(x / 90.0, y / 90.0, 3);
          double cleft = Curve.step(1.2, 2, -bundle - 0.25 * fine.get(x, y));
          eosin.amount().set(x, y, Math.max(0.03, amount * (1 - 0.92 * cleft)));
          haematoxylin.amount().set(x, y, 0.045 * (1 - cleft));
        }
      }
    }
    Scatter spindles = new Scatter(dice, SIZE, SIZE, 21, (x, y) -> isWithin(STROMA, x, y, 7));
    for (Scatter.Spot spot : spindles.spots()) {
      if (dice.chance(0.6)) {
        double angle = fibres.angle(spot.x(), spot.y()) + 0.12 * dice.gaussian();
        double radius = dice.between(4, 5.6);
        double aspect = dice.between(2.2, 5.5);
        Outline nucleus = Outline.of(dice, spot.x(), spot.y(), radius, aspect, angle, 0.05);
        drawNucleus(nucleus, dice.between(0.62, 0.95), 0.2, 3.2);
      }
    }
  }

  private Plane whiteNoise() {
    Plane noise = new Plane(SIZE, SIZE);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        noise.set(x, y, dice.gaussian());
      }
    }
    return noise;
  }

  private void drawFat() {
    Noise thickness = new Noise(dice);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        if (labels.get(x, y) == FAT) {
          Scatter.Nearest cell = adipocyte(x, y);
          double wall = (cell.others() - cell.first()) / 2;
          double width = 1.5 + 0.7 * thickness.fractal(x / 40.0, y / 40.0, 2);
          double membrane = wall < 0 ? 1 : Curve.bump(wall, Math.max(0.7, width));
          double uneven = 0.42 + 0.14 * thickness.at(x / 9.0, y / 9.0);
          eosin.amount().set(x, y, 0.012 + uneven * membrane);
          haematoxylin.amount().set(x, y, 0.04 * membrane);
        }
      }
    }
    // Nuclei are pressed flat against the membranes.
    Scatter places = new Scatter(dice, SIZE, SIZE, 26, (x, y) -> isWithin(FAT, x, y, 3));
    for (Scatter.Spot spot : places.spots()) {
      Scatter.Nearest cell = adipocyte(spot.x(), spot.y());
      if (cell.others() - cell.first() < 6 && dice.chance(0.75)) {
        double angle =
            StrictMath.atan2(spot.y() - cell.spot().y(), spot.x() - cell.spot().x()) + Math.PI / 2;
        double radius = dice.between(3.2, 4.6);
        Outline nucleus =
            Outline.of(dice, spot.x(), spot.y(), radius, dice.between(1.8, 3.6), angle, 0.06);
        drawNucleus(nucleus, dice.between(0.75, 1), 0.2, 3);
      }
    }
  }

  private void drawTumour() {
    Scatter cells = new Scatter(dice, SIZE, SIZE, 18.5, (x, y) -> isWithin(TUMOUR, x, y, 7));
    Noise cytoplasm = new Noise(dice);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        if (labels.get(x, y) == TUMOUR) {
          Scatter.Nearest cell = cells.nearest(x, y, 2);
          double gap = cell == null ? 0 : Curve.bump(cell.others() - cell.first(), 1.8);
          double texture = cytoplasm.fractal(x / 11.0, y / 11.0, 4);
          double tone = cytoplasm.fractal(x / 120.0 + 9, y / 120.0, 2);
          eosin.amount().set(x, y, 0.42 + 0.09 * texture + 0.06 * tone - 0.16 * gap);
          haematoxylin.amount().set(x, y, 0.2 + 0.05 * texture + 0.05 * tone - 0.06 * gap);
        }
      }
    }
    for (Scatter.Spot spot : cells.spots()) {
      double radius = Math.max(6.8, 9.6 + 1.5 * dice.gaussian());
      Outline nucleus =
          Outline.of(dice, spot.x(), spot.y(), radius, dice.between(1, 1.6), dice.angle(), 0.09);
      if (dice.chance(0.02)) {
        drawNucleus(shrunken(nucleus), 1.5, 0.15, 2);
      } else {
        drawNucleus(nucleus, dice.between(0.55, 1), 0.62, 4.6);
        drawNucleoli(nucleus);
      }
    }
  }

  private Outline shrunken(Outline nucleus) {
    return Outline.of(dice, nucleus.x, nucleus.y, 5.5, 2, dice.angle(), 0.16);
  }

  private void drawNucleoli(Outline nucleus) {
    for (int i = dice.count(0, 2); i > 0; i--) {
      double angle = dice.angle();
      double away = dice.between(0, 0.5) * nucleus.radius;
      Outline nucleolus =
          Outline.of(
              dice,
              nucleus.x + away * StrictMath.cos(angle),
              nucleus.y + away * StrictMath.sin(angle),
              dice.between(1.2, 2.1),
              1.2,
              dice.angle(),
              0.1);
      nucleolus.paint(
          SIZE,
          SIZE,
          1,
          (x, y, depth) -> {
            haematoxylin.amount().add(x, y, 0.42 * Curve.step(-1, 1, depth));
            eosin.amount().add(x, y, 0.2 * Curve.step(-1, 1, depth));
          });
    }
  }

  private void drawLymphocytes() {
    Noise tone = new Noise(dice);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        if (labels.get(x, y) == LYMPHOCYTES) {
          double texture = tone.fractal(x / 8.0, y / 8.0, 3);
          double fibres = eosin.amount().get(x, y);
          eosin.amount().set(x, y, 0.5 * fibres + 0.05 + 0.05 * texture);
          haematoxylin.amount().set(x, y, 0.12 + 0.05 * texture);
        }
      }
    }
    Noise density = new Noise(dice);
    Scatter cells =
        new Scatter(
            dice,
            SIZE,
            SIZE,
            8.8,
            (x, y) ->
                isWithin(LYMPHOCYTES, x, y, 4)
                    && density.fractal(x / 24, y / 24, 2) > -0.6 - 0.4 * dice.gaussian());
    Scatter stragglers =
        new Scatter(
            dice,
            SIZE,
            SIZE,
            14,
            (x, y) -> isWithin(STROMA, x, y, 5) && dice.chance(straying(x, y)));
    for (Scatter scatter : List.of(cells, stragglers)) {
      for (Scatter.Spot spot : scatter.spots()) {
        double radius = Math.max(4, 5.2 + 0.6 * dice.gaussian());
        Outline nucleus =
            Outline.of(dice, spot.x(), spot.y(), radius, dice.between(1, 1.3), dice.angle(), 0.07);
        drawNucleus(nucleus, dice.between(0.85, 1.4), 0.4, 2.8);
      }
    }
  }

  /** Lymphocytes stray from their aggregates into the stroma; a few are everywhere. */
  private double straying(double x, double y) {
    double wx = warpedX(x, y);
    double wy = warpedY(x, y);
    double nearest = -100;
    for (Patch patch : PATCHES) {
      if (patch.label == LYMPHOCYTES) {
        nearest = Math.max(nearest, patch.depth(wx, wy));
      }
    }
    return 0.004 + 0.12 * Curve.bump(Math.min(0, nearest + 4), 13);
  }

  /**
   * Draws a nucleus.
   *
   * @param density how dark
   * @param contrast how much clumped chromatin stands out
   * @param clump size of the clumps, in pixels
   */
  private void drawNucleus(Outline nucleus, double density, double contrast, double clump) {
    Noise chromatin = new Noise(dice);
    nucleus.paint(
        SIZE,
        SIZE,
        2,
        (x, y, depth) -> {
          double inside = Curve.step(-0.8, 0.9, depth);
          double texture = chromatin.fractal(x / clump, y / clump, 2);
          double rim = 0.28 * Curve.bump(depth - 0.8, 1);
          double amount = density * inside * (0.82 + contrast * texture * 0.7 + rim);
          double below = haematoxylin.amount().get(x, y);
          haematoxylin.amount().set(x, y, Math.max(0, below + amount * (1 - 0.45 * below)));
          eosin.amount().mix(x, y, 0.22, 0.7 * inside);
        });
  }
}
