package sc.fiji.fewshot.cli;

import com.google.gson.GsonBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.benchmark.DenseBenchmark;
import sc.fiji.fewshot.benchmark.FitBenchmark;
import sc.fiji.fewshot.benchmark.FolderBenchmark;
import sc.fiji.fewshot.benchmark.ForwardBenchmark;
import sc.fiji.fewshot.benchmark.HeadBenchmark;
import sc.fiji.fewshot.benchmark.MirroredSource;
import sc.fiji.fewshot.benchmark.ReactionBenchmark;
import sc.fiji.fewshot.benchmark.SliceBenchmark;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.encode.TilingCheck;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.AtomicFile;

/** {@code fewshot benchmark}. */
@Command(
    name = "benchmark",
    header = "Measure the speed of encoding on this machine.",
    description = {
      "",
      "Compares, in one run and in turns: encoding with the bare CNN; dense encoding with encoding"
          + " patch by patch (patch 64, stride 16, on 2048 x 2048 pixels); tiled maps with untiled"
          + " ones; and says how long learning takes, how long a user who marks regions waits, and how"
          + " much a folder job takes besides the CNN.",
      ""
    })
final class BenchmarkCommand implements Callable<Integer> {

  private static final int TILING_SIDE = 768;
  private static final int SLICE_SIDE = 1024;

  @Mixin private CommonOptions common;

  @Option(names = "--json", required = true, paramLabel = "FILE", description = "File to write.")
  private Path json;

  @Option(
      names = "--backbone",
      defaultValue = Backbones.EMBEDDED,
      paramLabel = "B",
      description = "Pretrained CNN (default: ${DEFAULT-VALUE}).")
  private String backboneName;

  @Option(
      names = "--against",
      paramLabel = "B",
      description = "Another backbone to compare the time of a slice with.")
  private String other;

  @Option(
      names = "--side",
      defaultValue = "2048",
      paramLabel = "N",
      description = "Side of the slice (default: ${DEFAULT-VALUE}).")
  private int side;

  @Option(
      names = "--patch",
      defaultValue = "64",
      paramLabel = "N",
      description = "Side of a patch (default: ${DEFAULT-VALUE}).")
  private int patch;

  @Option(
      names = "--stride",
      defaultValue = "16",
      paramLabel = "N",
      description = "From one patch to the next (default: ${DEFAULT-VALUE}).")
  private int stride;

  @Option(
      names = "--images",
      defaultValue = "6",
      paramLabel = "N",
      description = "Images of the folder job (default: ${DEFAULT-VALUE}).")
  private int images;

  /** What is written. */
  private record Report(
      String backbone,
      String device,
      int threads,
      ForwardBenchmark forward,
      DenseBenchmark dense,
      double largestTilingDifference,
      FitBenchmark fit,
      List<HeadBenchmark> heads,
      SliceBenchmark slice,
      ReactionBenchmark reaction,
      FolderBenchmark folder) {}

  @Override
  public Integer call() throws InterruptedException {
    Checks.atLeast("--side", side, 64);
    Checks.atLeast("--patch", patch, 8);
    Checks.atLeast("--stride", stride, 1);
    Checks.atLeast("--images", images, 1);
    Sample sample = Sample.all(Distribution.samples()).get(0);
    try (WorkerPool workers = new WorkerPool(common.threads());
        Backbone backbone = Backbones.open(backboneName, common.device());
        ImageSource image = ImageFiles.open(sample.image())) {
      ForwardBenchmark forward = ForwardBenchmark.run(backbone, workers);
      System.out.printf(
          Locale.ROOT,
          "Encoding %.1f images/s, bare forward pass %.1f images/s: ratio %.3f%n",
          forward.encodedPerSecond(),
          forward.barePerSecond(),
          forward.ratio());
      DenseBenchmark dense = dense(sample, image, backbone, workers);
      System.out.printf(
          Locale.ROOT,
          "%d patches: dense %.2f s%n"
              + "  one by one with surroundings %.2f s: dense is %.1f times faster, %.2f %% same"
              + " labels%n"
              + "  one by one without surroundings %.2f s: dense is %.1f times faster%n",
          dense.patches(),
          dense.denseSeconds(),
          dense.perPatchSeconds(),
          dense.speedup(),
          100 * dense.agreement(),
          dense.cropSeconds(),
          dense.cropSpeedup());
      IntensityMapping mapping = IntensityMapping.guess(image).resolve(image);
      RgbView view = new RgbView(new MirroredSource(image, TILING_SIDE, TILING_SIDE), mapping);
      double difference =
          TilingCheck.largestDifference(backbone, workers, new ViewPlane(view, 0, 1), TILING_SIDE);
      System.out.printf(Locale.ROOT, "Tiled against untiled: at most %.1e apart%n", difference);
      FitBenchmark fit = FitBenchmark.run(image, patch, backbone, workers);
      System.out.printf(
          Locale.ROOT,
          "Learning from %d x %d examples in %d views each: regions of an image %.2f s, images of"
              + " their own %.2f s%n",
          fit.classes(),
          fit.examples(),
          fit.views(),
          fit.regionSeconds(),
          fit.imageSeconds());
      List<HeadBenchmark> heads = HeadBenchmark.run(backbone);
      for (HeadBenchmark head : heads) {
        System.out.printf(
            Locale.ROOT,
            "Learning anew by %s: %.0f ms; recognising a thousand embeddings: %.0f ms%n",
            head.method(),
            head.fitMillis(),
            head.predictMillis());
      }
      SliceBenchmark slice = other == null ? null : slice(image, mapping, backbone, workers);
      ReactionBenchmark reaction = reaction(image);
      Report report =
          new Report(
              backbone.info().name(),
              Devices.describe(common.device()),
              workers.threads(),
              forward,
              dense,
              difference,
              fit,
              heads,
              slice,
              reaction,
              folder(sample, image, backbone, workers));
      String text = new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n";
      AtomicFile.write(json, temporary -> Files.writeString(temporary, text));
    }
    return 0;
  }

  private SliceBenchmark slice(
      ImageSource image, IntensityMapping mapping, Backbone backbone, WorkerPool workers) {
    try (Backbone against = Backbones.open(other, common.device())) {
      RgbView view = new RgbView(new MirroredSource(image, SLICE_SIDE, SLICE_SIDE), mapping);
      SliceBenchmark slice = SliceBenchmark.run(view, SLICE_SIDE, backbone, against, workers);
      System.out.printf(
          Locale.ROOT,
          "%d x %d slice: %.2f s, with %s %.2f s (ratio %.2f); one forward pass %.2f s, %.2f s"
              + " (ratio %.2f)%n",
          SLICE_SIDE,
          SLICE_SIDE,
          slice.seconds(),
          slice.other(),
          slice.otherSeconds(),
          slice.ratio(),
          slice.forwardSeconds(),
          slice.otherForwardSeconds(),
          slice.forwardRatio());
      return slice;
    }
  }

  private ReactionBenchmark reaction(ImageSource image) throws InterruptedException {
    ReactionBenchmark reaction =
        ReactionBenchmark.run(
            new MirroredSource(image, side, side),
            patch,
            stride,
            backboneName,
            common.device(),
            common.threads());
    System.out.printf(
        Locale.ROOT,
        "Interactive, %d patches: first prediction after %.1f s; after each of %d further marks %.0f"
            + " ms (median), %.0f ms (95th percentile)%n",
        reaction.patches(),
        reaction.firstSeconds(),
        reaction.additions(),
        reaction.medianMillis(),
        reaction.percentile95Millis());
    return reaction;
  }

  private FolderBenchmark folder(
      Sample sample, ImageSource image, Backbone backbone, WorkerPool workers) {
    List<Example> examples = MarkFile.read(sample.marks(), image).examples();
    FolderBenchmark folder;
    try (ProgressReport progress = common.progress("Folder job")) {
      folder =
          FolderBenchmark.run(
              image,
              examples,
              images,
              side,
              patch,
              stride,
              backbone,
              workers,
              common.device(),
              progress);
    }
    System.out.printf(
        Locale.ROOT,
        "Folder job of %d images: %.1f s, their encoding alone %.1f s: %.1f %% overhead%n",
        folder.images(),
        folder.jobSeconds(),
        folder.encodingSeconds(),
        100 * folder.overhead());
    return folder;
  }

  private DenseBenchmark dense(
      Sample sample, ImageSource image, Backbone backbone, WorkerPool workers) {
    List<Example> examples = MarkFile.read(sample.marks(), image).examples();
    try (ProgressReport progress = common.progress("One by one")) {
      return DenseBenchmark.run(image, examples, side, patch, stride, backbone, workers, progress);
    }
  }
}
