package sc.fiji.fewshot.samples;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.io.StackLayout;
import sc.fiji.fewshot.samples.FluorescentCell.Stage;

/** Cultured cells under a fluorescence microscope: DNA and microtubules, through focus and time. */
final class Fluorescence {

  static final List<String> CLASSES = List.of("background", "interphase", "mitotic", "apoptotic");
  static final int INTERPHASE = 2;
  static final int MITOTIC = 3;
  static final int APOPTOTIC = 4;

  private static final int SIZE = 320;
  private static final StackLayout LAYOUT = new StackLayout(2, 3, 2, 0.2, 0.2, 1, "\u00b5m");

  /** Heights at which cells lie, in slices. */
  private static final double[] HEIGHTS = {0.5, 0.8, 1.1, 1.4};

  private final Dice dice = new Dice(9100);
  private final List<FluorescentCell> cells = new ArrayList<>();

  private Fluorescence() {}

  static Sample sample() {
    Fluorescence scene = new Fluorescence();
    scene.place();
    List<BufferedImage> pages = new ArrayList<>();
    List<LabelMap> truth = new ArrayList<>();
    List<FluorescentCell> first = List.copyOf(scene.cells);
    for (int frame = 0; frame < LAYOUT.frames(); frame++) {
      if (frame > 0) {
        scene.move();
      }
      LabelMap labels = scene.labels();
      List<Plane> dna = scene.layers(true);
      List<Plane> tubulin = scene.layers(false);
      for (int z = 0; z < LAYOUT.slices(); z++) {
        truth.add(labels);
        pages.add(scene.photograph(dna, z, 60));
        pages.add(scene.photograph(tubulin, z, 90));
      }
    }
    Marks marks = new Marks(CLASSES, truth, LAYOUT, new Dice(9200));
    for (FluorescentCell cell : first) {
      int label = label(cell);
      marks.cell(label, marks.count(label) % LAYOUT.slices(), cell.core());
    }
    marks.areas(1, LAYOUT.slices(), 26);
    return new Sample("fluorescence", LAYOUT, pages, CLASSES, truth, marks.rois());
  }

  private static int label(FluorescentCell cell) {
    return switch (cell.stage()) {
      case INTERPHASE -> INTERPHASE;
      case METAPHASE, ANAPHASE -> MITOTIC;
      case APOPTOSIS -> APOPTOTIC;
    };
  }

  private static double room(Stage stage) {
    return stage == Stage.APOPTOSIS ? 20 : 27;
  }

  private void place() {
    for (int i = 0; i < 6; i++) {
      place(i % 2 == 0 ? Stage.METAPHASE : Stage.ANAPHASE, i);
      place(Stage.INTERPHASE, i);
      place(Stage.APOPTOSIS, i);
    }
    place(Stage.INTERPHASE, 6);
    place(Stage.INTERPHASE, 7);
  }

  private void place(Stage stage, int index) {
    double margin = index < 5 ? 28 : 0;
    for (int tries = 0; tries < 4000; tries++) {
      double x = dice.between(margin, SIZE - margin);
      double y = dice.between(margin, SIZE - margin);
      double room = room(stage);
      if (cells.stream().allMatch(cell -> cell.distance(x, y) > room + room(cell.stage()))) {
        cells.add(new FluorescentCell(stage, x, y, dice.angle(), dice.seed()));
        return;
      }
    }
    throw new IllegalStateException("no room for a cell in " + stage);
  }

  /** Lets time pass: cells creep and turn, and one of them divides. */
  private void move() {
    boolean divided = false;
    for (int i = 0; i < cells.size(); i++) {
      Stage stage = cells.get(i).stage();
      boolean divides = stage == Stage.METAPHASE && !divided;
      divided |= divides;
      double speed = stage == Stage.INTERPHASE ? 3 : 1.5;
      FluorescentCell moved =
          cells
              .get(i)
              .moved(
                  divides ? Stage.ANAPHASE : stage,
                  speed * dice.gaussian(),
                  speed * dice.gaussian(),
                  0.12 * dice.gaussian());
      cells.set(i, moved);
    }
  }

  private LabelMap labels() {
    LabelMap labels = new LabelMap(SIZE, SIZE, 1);
    for (FluorescentCell cell : cells) {
      if (cell.stage() != Stage.INTERPHASE) {
        labels.fill(cell.body(), 0, LabelMap.OTHER);
      }
    }
    for (FluorescentCell cell : cells) {
      labels.fill(cell.core(), 0, label(cell));
    }
    return labels.undecidedWithin(2);
  }

  /** The sharp image at each of the heights. Rounded cells push spread ones aside. */
  private List<Plane> layers(boolean dna) {
    List<Plane> layers = new ArrayList<>();
    for (int height = 0; height < HEIGHTS.length; height++) {
      layers.add(new Plane(SIZE, SIZE));
    }
    for (int i = 0; i < cells.size(); i++) {
      FluorescentCell cell = cells.get(i);
      if (cell.stage() == Stage.INTERPHASE) {
        draw(cell, layers.get(i % 2), dna);
      }
    }
    for (int i = 0; i < cells.size(); i++) {
      FluorescentCell cell = cells.get(i);
      if (cell.stage() != Stage.INTERPHASE) {
        cell.body()
            .paint(
                SIZE,
                SIZE,
                2,
                (x, y, depth) ->
                    layers.forEach(layer -> layer.mix(x, y, 0, 0.8 * Curve.step(-2, 4, depth))));
        draw(cell, layers.get(1 + i % 3), dna);
      }
    }
    return layers;
  }

  private static void draw(FluorescentCell cell, Plane layer, boolean dna) {
    if (dna) {
      cell.drawDna(layer);
    } else {
      cell.drawTubulin(layer);
    }
  }

  private BufferedImage photograph(List<Plane> layers, int z, double background) {
    Plane sum = new Plane(SIZE, SIZE);
    for (int i = 0; i < HEIGHTS.length; i++) {
      double defocus = Math.abs(z - HEIGHTS[i]);
      Plane layer = layers.get(i);
      sum = sum.plus(layer.blurred(0.8 + 1.4 * defocus), 0.85 / (1 + 0.35 * defocus * defocus));
      sum = sum.plus(layer.blurred(11), 0.16);
    }
    Noise unevenness = new Noise(new Dice(9300));
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_USHORT_GRAY);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double shade = 1 + 0.14 * unevenness.at(x / 260.0, y / 260.0);
        double haze = background * (1 + 0.35 * unevenness.at(x / 210.0 + 20, y / 210.0));
        double photons = shade * (sum.get(x, y) + haze);
        double value = 100 + photons + dice.gaussian() * Math.sqrt(1.3 * photons + 20);
        raster.setSample(x, y, 0, (int) Math.max(0, Math.min(65535, Math.round(value))));
      }
    }
    return image;
  }
}
