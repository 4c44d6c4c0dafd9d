package sc.fiji.fewshot.session.guidance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;

/**
 * Gives one of some marks a wrong class and looks whether it becomes suspect, and others with it.
 */
final class SwapTrial {

  private static final int DRAWS = 40;

  private SwapTrial() {}

  /**
   * Prints how many of the swapped marks were found, and how many right ones were suspected.
   *
   * @param args the folder of the samples
   */
  public static void main(String[] args) {
    System.out.println("| Sample | Marks a class | swapped found, % | right ones suspected, % |");
    try (Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
        WorkerPool workers = new WorkerPool(2)) {
      for (Sample sample : Sample.all(Path.of(args[0]))) {
        try (ImageSource image = ImageFiles.open(sample.image());
            SuggestionTrial trial = SuggestionTrial.of(sample, image, 0, backbone, workers)) {
          for (int each : new int[] {3, 5, 10}) {
            print(sample.name(), each, trial);
          }
        }
      }
    }
  }

  private static void print(String name, int each, SuggestionTrial trial) {
    Random random = new Random(5);
    int found = 0;
    int wrongly = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Mark> marks = marks(trial, each, random);
      int swapped = random.nextInt(marks.size());
      int label = swapped / each;
      int other = (label + 1 + random.nextInt(trial.classes - 1)) % trial.classes;
      marks.set(swapped, marks.get(swapped).withClass(SuggestionTrial.name(other + 1)));
      for (Suspect suspect : Suspect.of(trial.learn(marks).orElseThrow())) {
        found += suspect.index() == swapped ? 1 : 0;
        wrongly += suspect.index() == swapped ? 0 : 1;
      }
    }
    int right = DRAWS * (each * trial.classes - 1);
    System.out.printf(
        "| %s | %d | %.0f | %.1f |%n", name, each, 100.0 * found / DRAWS, 100.0 * wrongly / right);
  }

  /** As many of each class, class by class, no two on the same pixels. */
  private static List<Mark> marks(SuggestionTrial trial, int each, Random random) {
    List<Mark> marks = new ArrayList<>();
    for (int label = 1; label <= trial.classes; label++) {
      int count = 0;
      while (count < each) {
        int cell = random.nextInt(trial.truth.length);
        Region region = SampledPatches.region(trial.grid, cell);
        Box box = region.bounds();
        boolean free = marks.stream().noneMatch(m -> m.example().region().bounds().equals(box));
        if (free && trial.truth[trial.cell(region)] == label) {
          marks.add(SuggestionTrial.mark(region, label));
          count++;
        }
      }
    }
    return marks;
  }
}
