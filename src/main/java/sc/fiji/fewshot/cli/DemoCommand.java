package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.batch.ImageClassification;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.demo.TruthComparison;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Predictor;

/** {@code fewshot demo}. */
@Command(
    name = "demo",
    header = "Learn from five regions a class and classify three sample stacks.",
    description = {
      "",
      "The samples are generated, so their truth is known: the demo prints how much of it was found"
          + " and leaves overlays, pictures and tables to look at. Takes less than a minute.",
      ""
    })
final class DemoCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--out",
      defaultValue = "fewshot-demo",
      paramLabel = "DIR",
      description = "Folder for the results (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() {
    Path samples = Distribution.samples();
    long start = System.nanoTime();
    try (WorkerPool workers = new WorkerPool(common.threads());
        Backbone backbone = Backbones.open(Backbones.EMBEDDED, common.device())) {
      System.out.printf(Locale.ROOT, "Engine and CNN ready after %.1f s%n", seconds(start));
      for (Sample sample : Sample.all(samples)) {
        run(sample, backbone, workers);
      }
    }
    System.out.printf(Locale.ROOT, "%nAll done in %.1f s.%n", seconds(start));
    nextSteps(samples);
    return 0;
  }

  private void run(Sample sample, Backbone backbone, WorkerPool workers) {
    try (ImageSource image = ImageFiles.open(sample.image())) {
      long start = System.nanoTime();
      Trained trained = train(sample, image, backbone, workers);
      Classifier classifier = trained.classifier();
      ClassifierFile.write(out.resolve(sample.name() + ".fewshot"), trained);
      double training = seconds(start);
      start = System.nanoTime();
      List<GridPrediction> slices = classify(sample, image, classifier, backbone, workers);
      double classifying = seconds(start);
      report(sample, classifier, slices, training, classifying);
    }
  }

  private Trained train(Sample sample, ImageSource image, Backbone backbone, WorkerPool workers) {
    try (ProgressReport progress = common.progress(sample.name() + ": training")) {
      MarkedImage marked = new MarkedImage(image, MarkFile.read(sample.marks(), image).examples());
      return new RegionTrainer(backbone, workers)
          .train(List.of(marked), Map.of(), TrainingSettings.usual(), progress);
    }
  }

  private List<GridPrediction> classify(
      Sample sample,
      ImageSource image,
      Classifier classifier,
      Backbone backbone,
      WorkerPool workers) {
    Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(0));
    try (ProgressReport progress = common.progress(sample.name() + ": classifying")) {
      return new ImageClassification(predictor, classifier.classes())
          .patches(
              image,
              classifier.input().usualStride(),
              new ImageOutputs(out, sample.name()),
              progress);
    }
  }

  private void report(
      Sample sample,
      Classifier classifier,
      List<GridPrediction> slices,
      double training,
      double classifying) {
    List<String> names = classifier.classes().stream().map(LabelClass::name).toList();
    TruthComparison comparison;
    try (ImageSource truth = ImageFiles.openLabels(sample.truth())) {
      comparison = TruthComparison.of(slices, names, truth, sample.truthClasses());
    }
    ConfusionMatrix confusion = comparison.mostProbable();
    System.out.printf(
        Locale.ROOT,
        "%n%s (%s): %d examples, %s head%n"
            + "  accuracy %.1f %%, mean over classes %.1f %%, on %,d patches in %d slice(s)%n"
            + "  of the most probable class; %.0f %% are called unknown, of the others %.1f %% are"
            + " right%n"
            + "  training %.1f s, classifying and writing %.1f s%n",
        sample.name(),
        sample.what(),
        classifier.support().size(),
        classifier.head().name(),
        100 * confusion.accuracy(),
        100 * confusion.balancedAccuracy(),
        confusion.total(),
        slices.size(),
        100 * comparison.unknown(),
        100 * comparison.known().accuracy(),
        training,
        classifying);
    for (int c = 0; c < names.size(); c++) {
      System.out.printf(
          Locale.ROOT,
          "    %-14s %5.1f %% of %,d%n",
          names.get(c),
          100 * confusion.recall(c),
          confusion.support(c));
    }
  }

  private void nextSteps(Path samples) {
    Path folder = out.toAbsolutePath().normalize();
    System.out.println("Look at " + folder.resolve("blood-smear-overlay.png"));
    System.out.println("Open in ImageJ or Fiji: " + folder.resolve("blood-smear-overlay.tif"));
    System.out.println(
        "Then try your own image: mark regions, save them with ROI Manager > More >");
    System.out.println("Save, named 'class#1', 'class#2', ..., and run, as here with a sample:");
    System.out.printf(
        "  fewshot train --examples %s --image %s --out my.fewshot%n",
        samples.resolve("blood-smear-rois.zip"), samples.resolve("blood-smear.tif"));
    System.out.printf(
        "  fewshot classify --classifier my.fewshot --input %s --out results%n",
        samples.resolve("blood-smear.tif"));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
