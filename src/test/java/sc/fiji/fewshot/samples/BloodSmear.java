package sc.fiji.fewshot.samples;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.io.StackLayout;

/** Fields of view of a stained blood smear under oil immersion. */
final class BloodSmear {

  static final List<String> CLASSES = List.of("background", "red cell", "neutrophil", "lymphocyte");
  static final int RED_CELL = 2;
  static final int NEUTROPHIL = 3;
  static final int LYMPHOCYTE = 4;

  private static final int FIELDS = 4;
  private static final int WIDTH = 768;
  private static final int HEIGHT = 576;
  private static final int WHITE_CELLS_PER_KIND = 8;
  private static final int RED_CELLS = 118;
  private static final double RED_RADIUS = 22;

  private record Cell(int kind, Outline outline) {

    double distance(double x, double y) {
      double dx = outline.x - x;
      double dy = outline.y - y;
      return Math.sqrt(dx * dx + dy * dy);
    }
  }

  private final Dice dice;
  private final Stain haemoglobin = Stain.of(0.075, 0.2, 0.19, WIDTH, HEIGHT);
  private final Stain azure = Stain.of(0.44, 0.78, 0.29, WIDTH, HEIGHT);
  private final Stain blue = Stain.of(0.34, 0.25, 0.065, WIDTH, HEIGHT);
  private final Stain eosin = Stain.of(0.035, 0.16, 0.1, WIDTH, HEIGHT);
  private final LabelMap labels = new LabelMap(WIDTH, HEIGHT, 1);
  private final List<Cell> cells = new ArrayList<>();

  private BloodSmear(Dice dice) {
    this.dice = dice;
  }

  static Sample sample() {
    List<BufferedImage> pages = new ArrayList<>();
    List<LabelMap> truth = new ArrayList<>();
    List<Cell> marked = List.of();
    for (int field = 0; field < FIELDS; field++) {
      BloodSmear smear = new BloodSmear(new Dice(7100 + field));
      smear.draw();
      pages.add(smear.photograph(field));
      truth.add(smear.labels.undecidedWithin(2.3));
      if (field == 0) {
        marked = smear.cells;
      }
    }
    StackLayout layout = StackLayout.uncalibrated(FIELDS);
    Marks marks = new Marks(CLASSES, truth, layout, new Dice(7200));
    for (Cell cell : marked) {
      marks.cell(cell.kind, 0, cell.outline);
    }
    marks.areas(1, 1, 36);
    return new Sample("blood-smear", layout, pages, CLASSES, truth, marks.rois());
  }

  private void draw() {
    plasma();
    for (int i = 0; i < WHITE_CELLS_PER_KIND; i++) {
      // Most lie wholly in the field.
      double margin = i < 6 ? 45 : -5;
      placeWhiteCell(NEUTROPHIL, dice.between(36, 42), margin);
      placeWhiteCell(LYMPHOCYTE, dice.between(27, 32.5), margin);
    }
    placeRedCells();
    // White cells lie on top and indent their neighbours.
    cells.stream().filter(cell -> cell.kind == RED_CELL).forEach(this::drawRedCell);
    cells.stream().filter(cell -> cell.kind == NEUTROPHIL).forEach(this::drawNeutrophil);
    cells.stream().filter(cell -> cell.kind == LYMPHOCYTE).forEach(this::drawLymphocyte);
    drawPlatelets();
    drawDebris();
  }

  private BufferedImage photograph(int field) {
    // The lamp's colour and the focus differ a little from field to field.
    double[] warmth = {0, 2.5, -2.5, 1};
    double[] focus = {0.95, 1.05, 0.9, 1.2};
    double[] light = {233 + warmth[field], 223 - 0.4 * warmth[field], 227 - 1.6 * warmth[field]};
    return new Optics(light, focus[field], 1.9)
        .shaded(0.16, 0.035)
        .image(List.of(haemoglobin, azure, blue, eosin), dice);
  }

  private void plasma() {
    Noise film = new Noise(dice);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        eosin.amount().set(x, y, 0.12 + 0.045 * film.fractal(x / 95.0, y / 95.0, 5));
        blue.amount().set(x, y, 0.03 + 0.012 * film.fractal(x / 60.0 + 50, y / 60.0, 4));
      }
    }
  }

  private void placeWhiteCell(int kind, double radius, double margin) {
    for (int tries = 0; tries < 5000; tries++) {
      double x = dice.between(margin, WIDTH - margin);
      double y = dice.between(margin, HEIGHT - margin);
      if (cells.stream().allMatch(c -> c.distance(x, y) > c.outline.radius + radius + 14)) {
        double wobble = kind == NEUTROPHIL ? 0.035 : 0.025;
        cells.add(
            new Cell(
                kind, Outline.of(dice, x, y, radius, dice.between(1, 1.14), dice.angle(), wobble)));
        return;
      }
    }
  }

  private void placeRedCells() {
    Noise crowding = new Noise(dice);
    int placed = 0;
    for (int tries = 0; tries < 60_000 && placed < RED_CELLS; tries++) {
      double x = dice.between(-15, WIDTH + 15);
      double y = dice.between(-15, HEIGHT + 15);
      double radius = RED_RADIUS * (1 + 0.065 * dice.gaussian());
      // Some red cells lie on others.
      double closest = dice.chance(0.015) ? 0.66 : dice.between(0.95, 1.02);
      if (dice.chance(0.5 + 1.2 * crowding.at(x / 190, y / 190)) && fits(x, y, radius, closest)) {
        double aspect = dice.chance(0.12) ? dice.between(1.15, 1.4) : dice.between(1, 1.11);
        cells.add(new Cell(RED_CELL, Outline.of(dice, x, y, radius, aspect, dice.angle(), 0.035)));
        placed++;
      }
    }
  }

  private boolean fits(double x, double y, double radius, double closest) {
    return cells.stream()
        .allMatch(
            cell -> {
              double sum = cell.outline.radius + radius;
              return cell.distance(x, y) > sum * (cell.kind == RED_CELL ? closest : 0.97);
            });
  }

  private void drawRedCell(Cell cell) {
    Outline rim = cell.outline;
    double colour = 1 + 0.08 * dice.gaussian();
    double pallor = dice.chance(0.12) ? 0.15 : dice.between(0.5, 0.82);
    double extent = dice.between(0.55, 0.75);
    Outline hollow =
        Outline.of(
            dice,
            rim.x + dice.between(-2.5, 2.5),
            rim.y + dice.between(-2.5, 2.5),
            rim.radius * extent,
            dice.chance(0.1) ? 1.9 : dice.between(1, 1.3),
            dice.angle(),
            0.07);
    Noise mottle = new Noise(dice);
    rim.paint(
        WIDTH,
        HEIGHT,
        4,
        (x, y, depth) -> {
          double inside = Curve.step(-0.9, 1.1, depth);
          double hollowness = 1 - Curve.step(0.25, 1.15, hollow.relative(x, y));
          double thickness = 0.92 - pallor * hollowness + 0.12 * Curve.bump(depth - 3.5, 2.5);
          thickness *= colour * (1 + 0.04 * mottle.fractal(x / 7.0, y / 7.0, 3));
          // Light bends at the border: a dark line with a bright one around it.
          double line = 0.2 * Curve.bump(depth - 0.3, 0.9) - 0.14 * Curve.bump(depth + 2.2, 1);
          haemoglobin.amount().add(x, y, thickness * inside + line);
          if (depth > 0) {
            labels.set(x, y, RED_CELL);
          }
        });
  }

  /** Clears away what lies below a white cell. */
  private void cover(Outline outline, int label) {
    outline.paint(
        WIDTH,
        HEIGHT,
        3,
        (x, y, depth) -> {
          double inside = Curve.step(-2, 0.6, depth);
          haemoglobin.amount().mix(x, y, 0, inside);
          eosin.amount().mix(x, y, 0.1, inside);
        });
    labels.fill(outline, 0, label);
  }

  private void drawNeutrophil(Cell cell) {
    Outline outline = cell.outline;
    cover(outline, NEUTROPHIL);
    Noise cloud = new Noise(dice);
    Noise granules = new Noise(dice);
    outline.paint(
        WIDTH,
        HEIGHT,
        3,
        (x, y, depth) -> {
          double inside = Curve.step(-1.6, 1.8, depth);
          double grain = granules.at(x / 2.6, y / 2.6) + 0.6 * granules.at(x / 4.3 + 9, y / 4.3);
          double dust = Curve.step(0.15, 0.85, grain);
          double clouds = cloud.fractal(x / 13.0, y / 13.0, 3);
          double edge = Curve.bump(depth - 1, 1.4);
          eosin.amount().add(x, y, inside * (0.46 + 0.14 * clouds + 0.3 * dust + 0.12 * edge));
          blue.amount().add(x, y, inside * (0.03 + 0.03 * clouds + 0.04 * edge));
          azure.amount().add(x, y, inside * (0.008 + 0.075 * dust));
        });
    Blob nucleus = lobedNucleus(outline);
    drawChromatin(outline, nucleus::depth, 1.02, 6.5);
  }

  private Blob lobedNucleus(Outline outline) {
    double size = outline.radius / 40;
    int lobes = dice.chance(0.45) ? 3 : dice.chance(0.7) ? 4 : 5;
    double lobe = (lobes == 3 ? 13.2 : lobes == 4 ? 11.4 : 10) * size;
    double bend = (lobes == 3 ? 18.5 : 20) * size;
    double spacing = (lobes == 3 ? 1.62 : lobes == 4 ? 1.3 : 1.12) * dice.between(0.95, 1.05);
    double centreX = outline.x + dice.between(-3, 3);
    double centreY = outline.y + dice.between(-3, 3);
    double angle = dice.angle();
    Blob blob = new Blob(dice, 2.6 * size, 11, 3);
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i < lobes; i++) {
      double own = bend * dice.between(0.78, 1.14);
      double half = dice.between(0.1, 0.27);
      double x1 = centreX + own * StrictMath.cos(angle - half);
      double y1 = centreY + own * StrictMath.sin(angle - half);
      double turned = own * dice.between(0.8, 1.2);
      double x2 = centreX + turned * StrictMath.cos(angle + half);
      double y2 = centreY + turned * StrictMath.sin(angle + half);
      blob.add(x1, y1, x2, y2, lobe * dice.between(0.74, 0.94));
      if (i > 0) {
        blob.add(lastX, lastY, x1, y1, dice.between(1.1, 2.4) * size);
      }
      lastX = x2;
      lastY = y2;
      angle += spacing * dice.between(0.88, 1.12);
    }
    return blob;
  }

  private void drawLymphocyte(Cell cell) {
    Outline outline = cell.outline;
    cover(outline, LYMPHOCYTE);
    double shift = outline.radius * dice.between(0.04, 0.13);
    double towards = dice.angle();
    Outline nucleus =
        Outline.of(
            dice,
            outline.x + shift * StrictMath.cos(towards),
            outline.y + shift * StrictMath.sin(towards),
            outline.radius * dice.between(0.74, 0.85),
            dice.between(1, 1.14),
            dice.angle(),
            0.04);
    double depthOfBlue = dice.between(0.75, 1.15);
    Noise cloud = new Noise(dice);
    outline.paint(
        WIDTH,
        HEIGHT,
        3,
        (x, y, depth) -> {
          double inside = Curve.step(-1.4, 1.4, depth);
          double halo = Curve.bump(nucleus.depth(x, y) + 2, 1.8);
          double amount = 0.5 + 0.14 * cloud.fractal(x / 6.0, y / 6.0, 3) - 0.16 * halo;
          blue.amount().add(x, y, inside * depthOfBlue * amount);
          azure.amount().add(x, y, inside * 0.03);
        });
    drawChromatin(outline, nucleus::depth, 1.1, 9);
  }

  private interface Depth {
    double at(double x, double y);
  }

  /** Fills a nucleus with clumped chromatin; flat bottoms of the noise are its pale channels. */
  private void drawChromatin(Outline around, Depth nucleus, double density, double clump) {
    Noise clumps = new Noise(dice);
    double own = density * dice.between(0.93, 1.07);
    around.paint(
        WIDTH,
        HEIGHT,
        3,
        (x, y, outer) -> {
          double depth = nucleus.at(x, y);
          double inside = Curve.step(-1.1, 1.2, depth);
          if (inside > 0) {
            double texture = clumps.fractal(x / clump, y / clump, 3);
            double amount =
                0.6
                    + 0.42 * Curve.step(-0.6, 0.6, texture)
                    + 0.08 * texture
                    + 0.07 * Curve.bump(depth - 2, 1.6);
            azure.amount().add(x, y, own * amount * inside);
            blue.amount().mix(x, y, 0.12, inside);
            eosin.amount().mix(x, y, 0.2, 0.8 * inside);
          }
        });
  }

  private void drawPlatelets() {
    int count = dice.count(9, 13);
    double x = 0;
    double y = 0;
    for (int i = 0; i < count; i++) {
      boolean clumped = i > 0 && dice.chance(0.3);
      x = clumped ? x + dice.between(-15, 15) : dice.between(8, WIDTH - 8);
      y = clumped ? y + dice.between(-15, 15) : dice.between(8, HEIGHT - 8);
      double radius = dice.between(4.5, 8);
      Outline outline = Outline.of(dice, x, y, radius, dice.between(1, 1.5), dice.angle(), 0.12);
      double px = x;
      double py = y;
      if (cells.stream().anyMatch(c -> c.distance(px, py) < c.outline.radius + radius)) {
        continue;
      }
      Noise granules = new Noise(dice);
      outline.paint(
          WIDTH,
          HEIGHT,
          4,
          (column, row, depth) -> {
            double inside = Curve.step(-1.8, 1.5, depth);
            double core = Curve.step(0.5, 5, depth);
            double grain = Curve.step(-0.1, 0.8, granules.at(column / 2.4, row / 2.4));
            azure.amount().add(column, row, inside * (0.1 + 0.16 * core + 0.34 * grain * core));
            blue.amount().add(column, row, inside * 0.1);
          });
      labels.fill(outline, 4, LabelMap.OTHER);
    }
  }

  /** Grains of precipitated stain, and dust out of focus. */
  private void drawDebris() {
    for (int i = dice.count(5, 9); i > 0; i--) {
      double x = dice.between(0, WIDTH);
      double y = dice.between(0, HEIGHT);
      Outline grain =
          Outline.of(dice, x, y, dice.between(1.1, 2.3), dice.between(1, 1.8), dice.angle(), 0.2);
      double density = dice.between(0.5, 1.1);
      grain.paint(
          WIDTH,
          HEIGHT,
          1.5,
          (column, row, depth) ->
              azure.amount().add(column, row, density * Curve.step(-1, 1, depth)));
      labels.fill(grain, 2.5, LabelMap.OTHER);
    }
    Outline dust =
        Outline.of(
            dice,
            dice.between(0, WIDTH),
            dice.between(0, HEIGHT),
            dice.between(10, 18),
            dice.between(1, 1.6),
            dice.angle(),
            0.08);
    dust.paint(
        WIDTH,
        HEIGHT,
        6,
        (x, y, depth) -> blue.amount().add(x, y, 0.07 * Curve.step(-6, 6, depth)));
  }
}
