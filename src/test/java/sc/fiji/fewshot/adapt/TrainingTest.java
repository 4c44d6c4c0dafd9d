package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Standardiser;

/** Adapting on a device that runs out of memory. */
class TrainingTest {

  private static final int SIDE = 8;
  private static final int[] LABELS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2};
  private static final int STEPS = 5;
  private static final TrainingPace PACE =
      new TrainingPace(TrainingPace.Objective.PROTOTYPES, 1e-2, 10, new int[] {STEPS}, 512);

  private final WorkerPool workers = new WorkerPool(1);
  private final Backbone backbone = new PixelBackbone();
  private final ExampleViews views = new ExampleViews(Adaptation.PROJECTION, backbone, 0);

  @BeforeEach
  void addViews() {
    Random random = new Random(3);
    List<List<RgbImage>> examples = new ArrayList<>();
    for (int i = 0; i < LABELS.length; i++) {
      examples.add(List.of(noise(random), noise(random)));
    }
    views.add(examples, workers);
  }

  @AfterEach
  void close() {
    views.close();
    backbone.close();
    workers.close();
  }

  @Test
  void theSameIsLearntInPartsThatFit() {
    Limited ample = new Limited(Integer.MAX_VALUE, "");
    Limited small = new Limited(2, "CUDA out of memory. Tried to allocate 2.00 GiB");
    float[][] expected = learn(ample);
    float[][] actual = learn(small);
    assertEquals(0, ample.failures);
    assertEquals(2, small.failures, "of 11 views 5 are tried, then 2, which stays");
    boolean changed = false;
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], actual[i], 1e-5f);
      for (float value : expected[i]) {
        changed |= value != 0;
      }
    }
    assertTrue(changed, "something must be learnt");
  }

  @Test
  void tooLittleForOneViewIsSaid() {
    Limited none = new Limited(0, "CUDA out of memory");
    String message = assertThrows(FewShotException.class, () -> learn(none)).getMessage();
    assertTrue(message.contains("--device cpu"), message);
  }

  @Test
  void otherFailuresAreNotTriedAgain() {
    Limited broken = new Limited(0, "an illegal memory access was encountered");
    assertThrows(EngineException.class, () -> learn(broken));
    assertEquals(1, broken.failures);
  }

  /** The upward half of the projection, which begins at zero. */
  private float[][] learn(Adaptable adaptable) {
    int[] examples = IntStream.range(0, LABELS.length).toArray();
    EmbeddingLoss loss = new LeaveOneOutLoss(LABELS, 3, PACE.scale());
    try (Training training = new Training(adaptable, views, examples, loss, PACE, 1)) {
      return training.run(STEPS).projection().orElseThrow().up();
    }
  }

  private static RgbImage noise(Random random) {
    float[] values = new float[RgbImage.CHANNELS * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new RgbImage(SIDE, SIDE, values);
  }

  /** A projection that fails for more than some views at a time. */
  private final class Limited implements Adaptable {

    private final Adaptable projection;
    private final int most;
    private final String message;
    private int failures;

    Limited(int most, String message) {
      this.most = most;
      this.message = message;
      int dimension = backbone.info().embeddingLength();
      projection = new AdaptableProjection(views, Standardiser.identity(dimension), 1);
    }

    @Override
    public NDManager manager() {
      return projection.manager();
    }

    @Override
    public List<NDArray> parameters() {
      return projection.parameters();
    }

    @Override
    public NDArray embed(NDManager scope, int[] rows) {
      if (rows.length > most) {
        failures++;
        throw new EngineException(message);
      }
      return projection.embed(scope, rows);
    }

    @Override
    public AdaptedWeights weights() {
      return projection.weights();
    }

    @Override
    public void close() {
      projection.close();
    }
  }
}
