package sc.fiji.fewshot.session.guidance;

import ij.gui.Roi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.annotate.RoiSetReader;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.ImageLooks;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.predict.SliceEncoder;
import sc.fiji.fewshot.session.Learnt;

/**
 * A user who begins with nothing and marks only where he is told to, on a slice whose truth is
 * known: each place gets the class at its centre; where there is none, at borders and on debris, he
 * dismisses it, and has looked in vain.
 */
final class SuggestionTrial implements AutoCloseable {

  /** How many places are told at a time. */
  static final int ROUND = 5;

  final PatchGrid grid;
  final int classes;

  /** The class at the centre of each cell, 0 for none. */
  final int[] truth;

  private final SliceEmbeddings embeddings;
  private final WorkerPool workers;

  /** Tells where to mark next. */
  @FunctionalInterface
  interface Adviser {
    List<Region> next(
        Optional<Learnt> learnt, List<Mark> marks, List<Region> dismissed, Random random);
  }

  private SuggestionTrial(
      SliceEmbeddings embeddings, int[] truth, int classes, WorkerPool workers) {
    this.embeddings = embeddings;
    this.truth = truth;
    this.classes = classes;
    this.workers = workers;
    grid = embeddings.grid();
  }

  /**
   * @param image the sample's, or one that is like it
   */
  static SuggestionTrial of(
      Sample sample, ImageSource image, int slice, Backbone backbone, WorkerPool workers) {
    int patch = RegionTrainer.usualPatch(RoiSetReader.read(sample.marks(), image));
    IntensityMapping mapping = IntensityMapping.guess(image);
    InputSpec input =
        new InputSpec(backbone.info().name(), backbone.info().sha256(), patch, false, mapping);
    RgbView view = new RgbView(image, mapping.resolve(image));
    SliceEmbeddings embeddings =
        new SliceEncoder(
                backbone,
                workers,
                input,
                ImageLooks.statistics(List.of(view), input, backbone, workers, Progress.NONE)
                    .standardiser())
            .encode(view, slice, patch / 4, () -> {}, Progress.NONE);
    PatchGrid grid = embeddings.grid();
    int[] truth = new int[grid.columns() * grid.rows()];
    try (ImageSource labels = ImageFiles.openLabels(sample.truth())) {
      float[] numbers = labels.read(slice, new Box(0, 0, image.width(), image.height()))[0];
      for (int cell = 0; cell < truth.length; cell++) {
        Box box = grid.cell(cell % grid.columns(), cell / grid.columns());
        int x = box.x() + box.width() / 2;
        int y = box.y() + box.height() / 2;
        truth[cell] = (int) numbers[y * image.width() + x];
      }
    }
    return new SuggestionTrial(embeddings, truth, sample.truthClasses().size(), workers);
  }

  List<Region> suggested(
      Optional<Learnt> learnt, List<Mark> marks, List<Region> dismissed, Random random) {
    return Suggestions.of(embeddings, learnt, marks, dismissed, ROUND, workers).stream()
        .map(Suggestion::region)
        .toList();
  }

  /** Free patches, drawn at random. */
  List<Region> random(
      Optional<Learnt> learnt, List<Mark> marks, List<Region> dismissed, Random random) {
    Box image = new Box(0, 0, grid.width(), grid.height());
    List<Box> taken = new ArrayList<>();
    marks.forEach(m -> taken.add(m.example().region().bounds()));
    dismissed.forEach(d -> taken.add(d.bounds()));
    List<Region> drawn = new ArrayList<>();
    for (int tries = 0; drawn.size() < ROUND && tries < 10_000; tries++) {
      int cell = random.nextInt(truth.length);
      Box patch = grid.patch(cell % grid.columns(), cell / grid.columns());
      if (image.contains(patch) && taken.stream().noneMatch(t -> t.intersect(patch).area() > 0)) {
        drawn.add(Region.rectangle(patch.x(), patch.y(), patch.width(), patch.height()));
        taken.add(patch);
      }
    }
    return drawn;
  }

  /**
   * @param looks numbers of places after which to ask how good the classifier is, ascending
   * @return its mean recall over all classes of the sample each time, then the fraction of places
   *     that were dismissed
   */
  double[] run(Adviser adviser, int[] looks, long seed) {
    Random random = new Random(seed);
    List<Mark> marks = new ArrayList<>();
    List<Region> dismissed = new ArrayList<>();
    double[] result = new double[looks.length + 1];
    int seen = 0;
    for (int i = 0; i < looks.length; i++) {
      while (seen < looks[i]) {
        for (Region region : adviser.next(learn(marks), marks, dismissed, random)) {
          int label = truth[cell(region)];
          if (label == 0) {
            dismissed.add(region);
          } else {
            marks.add(mark(region, label));
          }
        }
        seen += ROUND;
      }
      result[i] = balancedAccuracy(marks);
    }
    result[looks.length] = dismissed.size() / (double) Math.max(1, dismissed.size() + marks.size());
    return result;
  }

  int cell(Region region) {
    return embeddings.cellAt(region.bounds().centreX(), region.bounds().centreY());
  }

  static Mark mark(Region region, int label) {
    Box box = region.bounds();
    return new Mark(
        new Roi(box.x(), box.y(), box.width(), box.height()),
        new Example(region, 0, name(label), ""));
  }

  Optional<Learnt> learn(List<Mark> marks) {
    List<String> names =
        marks.stream().map(m -> m.example().className()).distinct().sorted().toList();
    if (names.size() < 2) {
      return Optional.empty();
    }
    float[][] z =
        marks.stream()
            .map(m -> embeddings.embedding(cell(m.example().region())))
            .toArray(float[][]::new);
    int[] labels = marks.stream().mapToInt(m -> names.indexOf(m.example().className())).toArray();
    Support support = new Support(z, labels, names.size());
    float[][][] probes = Arrays.stream(z).map(row -> new float[][] {row}).toArray(float[][][]::new);
    return Optional.of(
        new Learnt(
            names.stream().map(name -> new LabelClass(name, 0)).toList(),
            List.copyOf(marks),
            support,
            FittedHead.fit(FewShotMethods.parse("auto"), support, probes, Rejection.USUAL),
            false,
            Refinement.none()));
  }

  private double balancedAccuracy(List<Mark> marks) {
    Optional<Learnt> learnt = learn(marks);
    int[] labels = new int[truth.length];
    if (learnt.isPresent()) {
      GridPrediction prediction =
          embeddings.predict(learnt.get().head(), learnt.get().support(), workers);
      int[] numbers = learnt.get().classes().stream().mapToInt(c -> number(c.name())).toArray();
      for (int cell = 0; cell < labels.length; cell++) {
        labels[cell] = numbers[prediction.scores().label(cell)];
      }
    } else if (!marks.isEmpty()) {
      Arrays.fill(labels, number(marks.get(0).example().className()));
    }
    // Number 0, for what is not known, is no class of the comparison.
    int[] expected = new int[truth.length];
    int[] predicted = new int[truth.length];
    int known = 0;
    for (int cell = 0; cell < truth.length; cell++) {
      if (truth[cell] > 0) {
        expected[known] = truth[cell];
        predicted[known] = labels[cell];
        known++;
      }
    }
    return ConfusionMatrix.of(
            Arrays.copyOf(expected, known), Arrays.copyOf(predicted, known), classes + 1)
        .balancedAccuracy();
  }

  static String name(int label) {
    return "class " + label;
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring("class ".length()));
  }

  @Override
  public void close() {
    embeddings.close();
  }

  /**
   * Prints the table of the documentation.
   *
   * @param args the folder of the samples
   */
  public static void main(String[] args) {
    int[] looks = {5, 10, 20, 30};
    int draws = 20;
    System.out.println("| Sample | Places | " + Arrays.toString(looks) + " | dismissed |");
    try (Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
        WorkerPool workers = new WorkerPool(2)) {
      for (Sample sample : Sample.all(Path.of(args[0]))) {
        try (ImageSource image = ImageFiles.open(sample.image())) {
          double[] suggested = new double[looks.length + 1];
          double[] random = new double[looks.length + 1];
          for (int slice = 0; slice < image.slices(); slice++) {
            try (SuggestionTrial trial = of(sample, image, slice, backbone, workers)) {
              add(suggested, trial.run(trial::suggested, looks, 0), 1.0 / image.slices());
              for (int draw = 0; draw < draws; draw++) {
                add(random, trial.run(trial::random, looks, draw), 1.0 / image.slices() / draws);
              }
            }
          }
          print(sample.name(), "suggested", suggested);
          print(sample.name(), "random", random);
        }
      }
    }
  }

  private static void add(double[] sum, double[] values, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * values[i];
    }
  }

  private static void print(String name, String how, double[] values) {
    StringBuilder line = new StringBuilder("| " + name + " | " + how);
    for (double value : values) {
      line.append(" | %.0f".formatted(100 * value));
    }
    System.out.println(line + " |");
  }
}
