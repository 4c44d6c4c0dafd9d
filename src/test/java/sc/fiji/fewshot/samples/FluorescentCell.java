package sc.fiji.fewshot.samples;

/** A cultured cell whose DNA and microtubules glow; it looks the same wherever it has moved. */
final class FluorescentCell {

  /** What a cell is doing. */
  enum Stage {
    INTERPHASE,
    METAPHASE,
    ANAPHASE,
    APOPTOSIS
  }

  private final Stage stage;
  private final double x;
  private final double y;
  private final double angle;
  private final long seed;

  FluorescentCell(Stage stage, double x, double y, double angle, long seed) {
    this.stage = stage;
    this.x = x;
    this.y = y;
    this.angle = angle;
    this.seed = seed;
  }

  FluorescentCell moved(Stage newStage, double dx, double dy, double turn) {
    return new FluorescentCell(newStage, x + dx, y + dy, angle + turn, seed);
  }

  Stage stage() {
    return stage;
  }

  double distance(double px, double py) {
    return Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
  }

  /** What of the image shows the cell's class: its nucleus, or the chromosomes' surroundings. */
  Outline core() {
    Dice dice = new Dice(seed);
    double size = dice.between(0.93, 1.08);
    Outline outline =
        switch (stage) {
          case INTERPHASE -> Outline.of(dice, 0, 0, 22 * size, dice.between(1.1, 1.4), 0, 0.04);
          case METAPHASE -> Outline.of(dice, 0, 0, 19.5, 1, 0, 0.02);
          case ANAPHASE -> Outline.of(dice, 0, 0, 21.5, 1.3, 0, 0.02);
          case APOPTOSIS -> Outline.of(dice, 0, 0, 15.5 * size, 1.1, 0, 0.05);
        };
    return outline.placed(x, y, angle);
  }

  /** The border of the whole cell. */
  Outline body() {
    Dice dice = new Dice(seed + 1);
    double wobble = stage == Stage.INTERPHASE ? 0.16 : stage == Stage.APOPTOSIS ? 0.1 : 0.025;
    double radius = stage == Stage.INTERPHASE ? 44 : stage == Stage.APOPTOSIS ? 18.5 : 26;
    double aspect = stage == Stage.INTERPHASE ? 1.45 : stage == Stage.ANAPHASE ? 1.25 : 1.05;
    return Outline.of(dice, 0, 0, radius, aspect, 0, wobble).placed(x, y, angle);
  }

  private double u(double px, double py) {
    return (px - x) * StrictMath.cos(angle) + (py - y) * StrictMath.sin(angle);
  }

  private double v(double px, double py) {
    return (py - y) * StrictMath.cos(angle) - (px - x) * StrictMath.sin(angle);
  }

  private double toX(double u, double v) {
    return x + u * StrictMath.cos(angle) - v * StrictMath.sin(angle);
  }

  private double toY(double u, double v) {
    return y + u * StrictMath.sin(angle) + v * StrictMath.cos(angle);
  }

  void drawDna(Plane dna) {
    Dice dice = new Dice(seed + 2);
    switch (stage) {
      case INTERPHASE -> drawNucleus(dna, dice);
      case METAPHASE -> {
        Blob plate = new Blob(dice, 1.6, 5, 2);
        addPlate(plate, dice, 0, 0, 4);
        drawChromosomes(dna, dice, plate, 2700);
      }
      case ANAPHASE -> {
        Blob plates = new Blob(dice, 1.4, 5, 2);
        double apart = dice.between(8.5, 13);
        addPlate(plates, dice, apart, 1, 3);
        addPlate(plates, dice, -apart, -1, 3);
        drawChromosomes(dna, dice, plates, 2500);
      }
      case APOPTOSIS -> drawFragments(dna, dice);
    }
  }

  private void drawNucleus(Plane dna, Dice dice) {
    Noise chromatin = new Noise(dice);
    double brightness = dice.between(820, 1250);
    Blob nucleoli = new Blob(dice, 1.5, 6, 1);
    for (int i = dice.count(2, 4); i > 0; i--) {
      double u = dice.between(-11, 11);
      double v = dice.between(-8, 8);
      nucleoli.add(u, v, u + dice.between(-2, 2), v + dice.between(-2, 2), dice.between(2.2, 4));
    }
    Outline outline = core();
    outline.paint(
        dna.width,
        dna.height,
        2,
        (px, py, depth) -> {
          double u = u(px, py);
          double v = v(px, py);
          double texture = chromatin.fractal(u / 6.5, v / 6.5, 3);
          double spots = Curve.step(0.55, 1, chromatin.at(u / 4.2 + 70, v / 4.2));
          double hole = 0.6 * Curve.step(-1.2, 1.6, nucleoli.depth(u, v));
          double thickness = Curve.step(-1.5, 3, depth) * (0.8 + 0.2 * Curve.step(0, 12, depth));
          double amount = 0.9 + 0.24 * texture + 0.32 * spots + 0.1 * Curve.bump(depth - 2, 1.5);
          dna.add(px, py, brightness * thickness * amount * (1 - hole));
        });
  }

  /** A plate of chromosomes across the spindle; its ends bend towards a pole, arms stick out. */
  private static void addPlate(Blob blob, Dice dice, double at, int bend, double thickness) {
    int pieces = 11;
    double half = dice.between(11.5, 14);
    for (int i = 0; i < pieces; i++) {
      double v = half * (2.0 * i / (pieces - 1) - 1);
      double u = at + bend * 0.022 * v * v + dice.between(-0.9, 0.9);
      double arm = dice.between(1, 3.2) * (dice.chance(0.5) ? 1 : -1);
      double reach = bend == 0 ? arm : -bend * Math.abs(arm);
      blob.add(u, v, u + reach, v + dice.between(-1, 1), thickness * dice.between(0.55, 0.95));
    }
  }

  private void drawChromosomes(Plane dna, Dice dice, Blob chromosomes, double brightness) {
    Noise texture = new Noise(dice);
    body()
        .paint(
            dna.width,
            dna.height,
            0,
            (px, py, outer) -> {
              double u = u(px, py);
              double v = v(px, py);
              double inside = Curve.step(-0.9, 2.2, chromosomes.depth(u, v));
              double amount = 0.95 + 0.25 * texture.fractal(u / 3.5, v / 3.5, 2);
              dna.add(px, py, inside * brightness * amount + 25);
            });
  }

  private void drawFragments(Plane dna, Dice dice) {
    for (int i = dice.count(6, 10); i > 0; i--) {
      double away = 11 * Math.sqrt(dice.between(0, 1));
      double towards = dice.angle();
      double radius = dice.between(1.6, 4.6);
      double brightness = dice.between(4200, 7800);
      Outline ball =
          Outline.of(dice, 0, 0, radius, dice.between(1, 1.2), dice.angle(), 0.04)
              .placed(
                  toX(away * StrictMath.cos(towards), away * StrictMath.sin(towards)),
                  toY(away * StrictMath.cos(towards), away * StrictMath.sin(towards)),
                  angle);
      ball.paint(
          dna.width,
          dna.height,
          1,
          (px, py, depth) -> dna.add(px, py, brightness * Curve.step(-1, radius * 0.9, depth)));
    }
  }

  void drawTubulin(Plane tubulin) {
    Dice dice = new Dice(seed + 3);
    switch (stage) {
      case INTERPHASE -> drawNetwork(tubulin, dice);
      case METAPHASE -> {
        drawHaze(tubulin, dice, 170);
        drawSpindle(tubulin, dice, 16.5, 2);
      }
      case ANAPHASE -> {
        drawHaze(tubulin, dice, 150);
        drawSpindle(tubulin, dice, 20, 3.5);
      }
      case APOPTOSIS -> drawHaze(tubulin, dice, 330);
    }
  }

  /** Microtubules that grow from beside the nucleus to all sides. */
  private void drawNetwork(Plane tubulin, Dice dice) {
    Outline nucleus = core();
    Outline border = body();
    Noise cloud = new Noise(dice);
    border.paint(
        tubulin.width,
        tubulin.height,
        3,
        (px, py, depth) -> {
          double texture = 1 + 0.35 * cloud.fractal(u(px, py) / 9, v(px, py) / 9, 3);
          double below = 1 - 0.6 * Curve.step(-3, 4, nucleus.depth(px, py));
          tubulin.add(px, py, 60 * texture * below * Curve.step(-3, 14, depth));
        });
    double side = dice.angle();
    double startU = 20 * StrictMath.cos(side);
    double startV = 15 * StrictMath.sin(side);
    for (int i = 0; i < 85; i++) {
      double px = toX(startU, startV);
      double py = toY(startU, startV);
      double direction = dice.angle();
      double turning = 0.012 * dice.gaussian();
      double brightness = dice.between(90, 240);
      int length = dice.count(35, 110);
      for (int step = 0; step < length; step++) {
        direction += turning + 0.055 * dice.gaussian();
        double depth = border.depth(px, py);
        if (depth < 5) {
          // Bends along the border.
          direction += 0.16 * (i % 2 == 0 ? 1 : -1);
        }
        px += 0.8 * StrictMath.cos(direction);
        py += 0.8 * StrictMath.sin(direction);
        double below = 1 - 0.65 * Curve.step(-2, 4, nucleus.depth(px, py));
        if (depth > 0) {
          tubulin.splat(px, py, brightness * below * (1 - 0.4 * step / length));
        }
      }
    }
    for (int i = 0; i < 12; i++) {
      double jitterU = startU + 0.9 * dice.gaussian();
      double jitterV = startV + 0.9 * dice.gaussian();
      tubulin.splat(toX(jitterU, jitterV), toY(jitterU, jitterV), 250);
    }
  }

  private void drawHaze(Plane tubulin, Dice dice, double brightness) {
    Noise cloud = new Noise(dice);
    body()
        .paint(
            tubulin.width,
            tubulin.height,
            2,
            (px, py, depth) -> {
              double texture = 1 + 0.4 * cloud.fractal(u(px, py) / 5, v(px, py) / 5, 3);
              tubulin.add(px, py, brightness * texture * Curve.step(-2, 7, depth));
            });
  }

  /** Fibres that bulge from pole to pole, and short ones that radiate from the poles. */
  private void drawSpindle(Plane tubulin, Dice dice, double pole, double tip) {
    for (int i = 0; i < 90; i++) {
      double bulge = dice.between(-11.5, 11.5);
      double tipV = tip * 0.5 * dice.gaussian();
      double from = dice.chance(0.5) ? -1 : 1;
      double until = stage == Stage.ANAPHASE && dice.chance(0.6) ? 0.5 : dice.between(0.85, 1.3);
      double brightness = dice.between(50, 135);
      for (double t = 0; t < until; t += 0.045) {
        double u = from * pole * (1 - t);
        double v = tipV * (1 - t) + bulge * StrictMath.sin(Math.PI * t / 2);
        tubulin.splat(toX(u, v), toY(u, v), brightness);
      }
    }
    for (int i = 0; i < 44; i++) {
      double from = i % 2 == 0 ? -1 : 1;
      double direction = (from > 0 ? 0 : Math.PI) + dice.between(-2, 2);
      double length = dice.between(4, 11);
      for (double t = 0; t < length; t += 0.8) {
        double u = from * pole + t * StrictMath.cos(direction);
        double v = t * StrictMath.sin(direction);
        tubulin.splat(toX(u, v), toY(u, v), 60 * (1 - t / length));
      }
    }
  }
}
