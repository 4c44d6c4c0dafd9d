package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Head;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;

class RefinerTest {

  private static final int SIDE = 8;
  private static final int SHOTS = 12;
  private static final int EACH = 40;
  private static final int VIEWS = 3;

  private static Backbone backbone;
  private static WorkerPool workers;

  @BeforeAll
  static void open() {
    backbone = new PixelBackbone();
    workers = new WorkerPool(2);
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  /** Red tells two classes apart, but green and blue vary much more. */
  private static ExampleViews views(boolean informative) {
    ExampleViews views = new ExampleViews(Adaptation.PROJECTION, backbone, 0);
    Random random = new Random(5);
    List<List<RgbImage>> examples = new ArrayList<>();
    for (int i = 0; i < 2 * EACH; i++) {
      double red = informative ? 0.05 * (i < EACH ? 1 : -1) : 0;
      double[] colour = {
        0.5 + red + 0.01 * random.nextGaussian(),
        0.5 + 0.2 * random.nextGaussian(),
        0.5 + 0.2 * random.nextGaussian()
      };
      List<RgbImage> ofExample = new ArrayList<>();
      for (int v = 0; v < VIEWS; v++) {
        float[] rgb = new float[3 * SIDE * SIDE];
        for (int k = 0; k < rgb.length; k++) {
          rgb[k] = (float) (colour[k % 3] + 0.01 * random.nextGaussian());
        }
        ofExample.add(new RgbImage(SIDE, SIDE, rgb));
      }
      examples.add(ofExample);
    }
    views.add(examples, workers);
    return views;
  }

  private static final int[] EXAMPLES =
      IntStream.concat(IntStream.range(0, SHOTS), IntStream.range(EACH, EACH + SHOTS)).toArray();
  private static final int[] LABELS = IntStream.range(0, 2 * SHOTS).map(i -> i / SHOTS).toArray();

  private static final Shots SHOTS_OF_BOTH = new Shots(EXAMPLES, LABELS, 2);

  private static Standardiser standardiser() {
    float[] sd = new float[6];
    Arrays.fill(sd, 1);
    return new Standardiser(new float[] {0.5f, 0.5f, 0.5f, 0.033f, 0.033f, 0.033f}, sd);
  }

  private static Refinement refine(ExampleViews views, Progress progress) {
    return new Refiner(FewShotMethods.parse("prototypical"), 3)
        .refine(views, SHOTS_OF_BOTH, standardiser(), progress);
  }

  /** Accuracy on the examples that were not learnt from. */
  private static double accuracy(ExampleViews views, AdaptedWeights weights) {
    float[][] rows = views.embed(weights, IntStream.range(0, 2 * EACH).toArray(), VIEWS);
    for (int i = 0; i < rows.length; i++) {
      float[] z = standardiser().apply(rows[i]);
      rows[i] = weights.projection().map(p -> p.apply(z)).orElse(z);
    }
    Support support =
        new Support(
            IntStream.of(EXAMPLES).mapToObj(i -> rows[i]).toArray(float[][]::new), LABELS, 2);
    Head head = FewShotMethods.parse("prototypical").fit(support, Standardiser.identity(6)).head();
    return IntStream.range(0, 2 * EACH)
        .filter(i -> i % EACH >= SHOTS)
        .mapToObj(i -> head.logits(rows[i])[0] > head.logits(rows[i])[1] == i < EACH)
        .mapToInt(right -> right ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void aProjectionLearnsToIgnoreWhatVariesWithinClasses() {
    try (ExampleViews views = views(true)) {
      List<Double> fractions = new ArrayList<>();
      Refinement refinement = refine(views, fractions::add);
      assertTrue(refinement.adapted(), refinement.explanation());
      assertTrue(refinement.adaptedLogLoss() < refinement.frozenLogLoss() / 2);
      assertTrue(refinement.explanation().contains("was taken after"), refinement.explanation());
      double frozen = accuracy(views, AdaptedWeights.none());
      double adapted = accuracy(views, refinement.weights());
      assertTrue(frozen < 0.98 && adapted > 0.99, frozen + " -> " + adapted);
      assertEquals(1, fractions.get(fractions.size() - 1));
      assertEquals(fractions.stream().sorted().toList(), fractions);
    }
  }

  @Test
  void nothingIsLearntFromNoise() {
    try (ExampleViews views = views(false)) {
      Refinement refinement = refine(views, Progress.NONE);
      assertFalse(refinement.adapted(), refinement.explanation());
      assertEquals(AdaptedWeights.none(), refinement.weights());
      assertEquals(refinement.frozenLogLoss(), refinement.adaptedLogLoss());
      assertTrue(refinement.explanation().contains("given up"), refinement.explanation());
    }
  }

  /** A method that brings an adaptation itself. */
  private record Projecting(FewShotMethod head) implements FewShotMethod {

    @Override
    public String name() {
      return "projecting";
    }

    @Override
    public String describe() {
      return "";
    }

    @Override
    public Adaptation adaptation() {
      return Adaptation.PROJECTION;
    }

    @Override
    public Fitted fit(Support support, Standardiser standardiser) {
      return head.fit(support, standardiser);
    }
  }

  private static Refinement refineForSure(ExampleViews views, Shots shots) {
    return new Refiner(new Projecting(FewShotMethods.parse("prototypical")), 3)
        .refine(views, shots, standardiser(), Progress.NONE);
  }

  @Test
  void whatAMethodBringsItselfIsCarriedOutEvenInNoise() {
    try (ExampleViews views = views(false)) {
      Refinement refinement = refineForSure(views, SHOTS_OF_BOTH);
      assertTrue(refinement.adapted() && refinement.calibrated(), refinement.explanation());
      assertTrue(refinement.steps() > 0);
      assertTrue(
          refinement.explanation().contains("was taken after " + refinement.steps() + " steps"),
          refinement.explanation());
    }
  }

  @Test
  void andFromOneExampleAClass() {
    try (ExampleViews views = views(true)) {
      Refinement refinement =
          refineForSure(views, new Shots(new int[] {0, EACH}, new int[] {0, 1}, 2));
      assertTrue(refinement.adapted());
      assertFalse(refinement.calibrated(), "nothing was held out");
      assertTrue(Double.isNaN(refinement.heldOutProbabilities()[1][1]));
      assertTrue(refinement.explanation().contains("was carried out for"));
      float[][] up = refinement.weights().projection().orElseThrow().up();
      assertTrue(Arrays.stream(up).anyMatch(row -> row[0] != 0), "its views taught something");
    }
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    try (ExampleViews views = views(true)) {
      Projection once = refine(views, Progress.NONE).weights().projection().orElseThrow();
      Projection again = refine(views, Progress.NONE).weights().projection().orElseThrow();
      assertArrayEquals(once.up(), again.up());
      assertArrayEquals(once.down(), again.down());
    }
  }

  @Test
  void oneExampleAClassLeavesTheNetworkAsItIs() {
    try (ExampleViews views = views(true)) {
      Refinement refinement =
          new Refiner(FewShotMethods.parse("auto"), 0)
              .refine(
                  views,
                  new Shots(new int[] {0, EACH}, new int[] {0, 1}, 2),
                  standardiser(),
                  Progress.NONE);
      assertFalse(refinement.adapted());
      assertTrue(refinement.explanation().contains("one example a class"));
    }
  }

  @Test
  void anInterruptEndsIt() {
    try (ExampleViews views = views(true)) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> refine(views, Progress.NONE));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is still to be seen");
    }
  }

  @Test
  void aBackboneWithoutWeightsOfOursTakesProjectionsOnly() {
    for (Adaptation adaptation :
        List.of(Adaptation.SCALE_SHIFT, Adaptation.LAST_STAGE, Adaptation.FULL)) {
      FewShotException e =
          assertThrows(
              FewShotException.class, () -> new ExampleViews(adaptation, backbone, 0).close());
      assertTrue(e.getMessage().contains("--adapt projection or none"), e.getMessage());
      assertTrue(e.getMessage().contains("pixels.pt"), e.getMessage());
    }
  }
}
