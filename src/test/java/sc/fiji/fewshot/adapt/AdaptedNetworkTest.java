package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;

class AdaptedNetworkTest {

  private static final int SIDE = 64;
  private static final int MARGIN = 32;
  private static final int[] EXAMPLES = IntStream.range(0, 8).toArray();
  private static final int[] LABELS = {0, 0, 0, 0, 1, 1, 1, 1};

  private static Backbone backbone;
  private static WorkerPool workers;
  private static List<List<RgbImage>> pictures;

  @BeforeAll
  static void open() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(2);
    Random random = new Random(1);
    pictures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pictures.add(List.of(stripes(i / 4, random), stripes(i / 4, random)));
    }
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  /** Stripes of either direction, with noise. */
  private static RgbImage stripes(int direction, Random random) {
    int side = SIDE + 2 * MARGIN;
    float[] rgb = new float[3 * side * side];
    double phase = 6 * random.nextDouble();
    for (int k = 0; k < rgb.length; k++) {
      int x = k / 3 % side;
      int y = k / 3 / side;
      double wave = Math.sin((direction == 0 ? x : y) / 3.0 + phase);
      rgb[k] = (float) (0.5 + 0.2 * wave + 0.1 * random.nextGaussian());
    }
    return new RgbImage(side, side, rgb);
  }

  private static ExampleViews views(Adaptation adaptation) {
    ExampleViews views = new ExampleViews(adaptation, backbone, MARGIN);
    views.add(pictures, workers);
    return views;
  }

  private static Standardiser standardiser(ExampleViews views) {
    return Standardiser.of(views.embed(AdaptedWeights.none(), EXAMPLES, 2));
  }

  private static AdaptedWeights train(ExampleViews views, int viewsAtOnce, int steps) {
    TrainingPace pace =
        new TrainingPace(
            TrainingPace.Objective.PROTOTYPES, 1e-3, 10, new int[] {steps}, viewsAtOnce);
    try (Training training =
        new Training(
            new AdaptableNetwork(views, standardiser(views)),
            views,
            EXAMPLES,
            new LeaveOneOutLoss(LABELS, 2, pace.scale()),
            pace,
            4)) {
      return training.run(steps);
    }
  }

  private static float[][] encode(Backbone network) {
    return new PatchEncoder(network, workers, MARGIN)
        .encode(pictures.stream().map(p -> p.get(0)).toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"SCALE_SHIFT", "LAST_STAGE", "FULL"})
  void theAdaptedBackboneEmbedsAsInTraining(Adaptation adaptation) {
    try (ExampleViews views = views(adaptation)) {
      float[][] before = encode(backbone);
      assertClose(before, views.embed(AdaptedWeights.none(), EXAMPLES, 1));
      AdaptedWeights weights = train(views, 512, 3);
      try (Backbone adapted = weights.on(backbone)) {
        assertEquals(backbone.info(), adapted.info());
        float[][] after = encode(adapted);
        assertClose(after, views.embed(weights, EXAMPLES, 1));
        assertTrue(farthest(before, after) > 0.02, "training changes the embeddings");
        assertArrayEquals(before, encode(backbone), "the pretrained network stays as it is");
        weights.requireAppliedTo(adapted);
        assertThrows(
            IllegalArgumentException.class, () -> AdaptedWeights.none().requireAppliedTo(adapted));
      }
      assertThrows(IllegalArgumentException.class, () -> weights.requireAppliedTo(backbone));
    }
  }

  /** Activations are kept at half precision. */
  private static void assertClose(float[][] expected, float[][] actual) {
    assertTrue(farthest(expected, actual) < 0.01, "off by " + farthest(expected, actual));
  }

  private static double farthest(float[][] a, float[][] b) {
    double farthest = 0;
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a[i].length; k++) {
        farthest = Math.max(farthest, Math.abs(a[i][k] - b[i][k]));
      }
    }
    return farthest;
  }

  @Test
  void inPartsItIsTheSameGradient() {
    try (ExampleViews views = views(Adaptation.LAST_STAGE)) {
      Tensor whole = train(views, 512, 1).tensors().get("pw12.bias");
      Tensor inParts = train(views, 3, 1).tensors().get("pw12.bias");
      Tensor untrained = views(Adaptation.LAST_STAGE, 0).tensors().get("pw12.bias");
      int moved = 0;
      int same = 0;
      for (int i = 0; i < whole.data().length; i++) {
        // The first step of Adam is the sign of the gradient, whatever its size.
        boolean moves = whole.data()[i] != untrained.data()[i];
        moved += moves ? 1 : 0;
        same += moves && Math.abs(whole.data()[i] - inParts.data()[i]) < 1e-5 ? 1 : 0;
      }
      assertTrue(moved > 200, moved + " biases move");
      assertTrue(same > 0.98 * moved, same + " of " + moved);
    }
  }

  private static AdaptedWeights views(Adaptation adaptation, int steps) {
    try (ExampleViews views = views(adaptation)) {
      return train(views, 512, steps);
    }
  }

  @Test
  void lastStageRecognisesWhatItLearntAndRepeatsItself() {
    try (ExampleViews views = views(Adaptation.LAST_STAGE)) {
      Refiner refiner =
          new Refiner(
              FewShotMethods.parse("features"),
              2,
              a ->
                  new TrainingPace(
                      TrainingPace.Objective.PROTOTYPES, 1e-3, 10, new int[] {4}, 512));
      Refinement once =
          refiner.refine(views, new Shots(EXAMPLES, LABELS, 2), standardiser(views), Progress.NONE);
      Refinement again =
          refiner.refine(views, new Shots(EXAMPLES, LABELS, 2), standardiser(views), Progress.NONE);
      assertEquals(once.explanation(), again.explanation());
      assertEquals(once.adaptedLogLoss(), again.adaptedLogLoss());
      assertTrue(once.adaptedLogLoss() <= once.frozenLogLoss());
      AdaptedWeights first = train(views, 512, 3);
      AdaptedWeights second = train(views, 512, 3);
      assertNotEquals(AdaptedWeights.none(), first);
      first
          .tensors()
          .forEach(
              (name, tensor) ->
                  assertArrayEquals(tensor.data(), second.tensors().get(name).data(), name));
    }
  }

  @Test
  void everyArrayOfTheEngineIsGivenBack() {
    int before = owned();
    for (int i = 0; i < 2; i++) {
      for (Adaptation adaptation : List.of(Adaptation.SCALE_SHIFT, Adaptation.LAST_STAGE)) {
        try (ExampleViews views = views(adaptation)) {
          AdaptedWeights weights = train(views, 3, 2);
          weights.on(backbone).close();
        }
      }
    }
    assertEquals(before, owned());
  }

  /** How many arrays and managers hang on the backbone. */
  private static int owned() {
    try (NDManager manager = backbone.newManager()) {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      return ((Map<?, ?>) resources.get(manager.getParentManager())).size();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsKeptInAViewIsWhatTheLastStageSees() {
    try (ExampleViews views = views(Adaptation.LAST_STAGE)) {
      float[][] rows = views.embed(AdaptedWeights.none(), EXAMPLES, 1);
      assertEquals(backbone.info().embeddingLength(), rows[0].length);
      assertTrue(Arrays.stream(views.of(7)).allMatch(v -> v >= 14), "views are numbered on");
    }
  }
}
