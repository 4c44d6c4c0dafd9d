package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.Halo;
import sc.fiji.fewshot.backbone.Segment;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

/** Encoding on a device that runs out of memory. */
class SmallMemoryTest {

  private static final String CUDA_MESSAGE =
      "CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 8.00 GiB total capacity)";

  private final WorkerPool workers = new WorkerPool(1);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void batchesAreHalvedUntilTheyFit() {
    List<RgbImage> patches = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      patches.add(image(new Box(64 * i, 0, 64, 64)));
    }
    try (Limited ample = new Limited(Long.MAX_VALUE, CUDA_MESSAGE);
        Limited small = new Limited(2 * 64 * 64, CUDA_MESSAGE)) {
      float[][] expected = new PatchEncoder(ample, workers).encode(patches);
      assertArrayEquals(expected, new PatchEncoder(small, workers).encode(patches));
      assertTrue(small.failures > 0, "it must have run out of memory");
      assertEquals(0, ample.failures);
    }
  }

  @Test
  void tilesAreQuarteredUntilTheyFit() {
    Box block = new Box(-32, 0, 448, 320);
    try (Limited ample = new Limited(Long.MAX_VALUE, CUDA_MESSAGE);
        Limited small = new Limited(150 * 150, CUDA_MESSAGE)) {
      FeatureMap expected = new BlockEncoder(ample, workers).encode(PLANE, block).stages().get(0);
      FeatureMap actual = new BlockEncoder(small, workers).encode(PLANE, block).stages().get(0);
      assertEquals(expected.cells(), actual.cells());
      assertArrayEquals(expected.data(), actual.data());
      assertTrue(small.failures > 0, "it must have run out of memory");
    }
  }

  @Test
  void tooLittleForOnePatchIsOneSentence() {
    try (Limited tiny = new Limited(10, CUDA_MESSAGE)) {
      PatchEncoder patches = new PatchEncoder(tiny, workers);
      List<RgbImage> one = List.of(image(new Box(0, 0, 64, 64)));
      FewShotException e = assertThrows(FewShotException.class, () -> patches.encode(one));
      assertTrue(e.getMessage().contains("--device cpu"), e.getMessage());
      BlockEncoder blocks = new BlockEncoder(tiny, workers);
      assertThrows(FewShotException.class, () -> blocks.encode(PLANE, new Box(0, 0, 64, 64)));
    }
  }

  @Test
  void otherFailuresAreNotTriedAgain() {
    try (Limited broken = new Limited(10, "expected 4-dimensional input")) {
      PatchEncoder patches = new PatchEncoder(broken, workers);
      List<RgbImage> two = List.of(image(new Box(0, 0, 64, 64)), image(new Box(9, 0, 64, 64)));
      assertThrows(EngineException.class, () -> patches.encode(two));
      assertEquals(1, broken.failures);
    }
  }

  private static RgbImage image(Box box) {
    float[] rgb = new float[3 * box.width() * box.height()];
    int i = 0;
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        for (int c = 0; c < 3; c++) {
          rgb[i++] = (float) (0.5 + 0.5 * Math.sin(x / 3.0 + y / 5.0 + c));
        }
      }
    }
    return new RgbImage(box.width(), box.height(), rgb);
  }

  private static final RgbPlane PLANE =
      new RgbPlane() {
        @Override
        public int width() {
          return 400;
        }

        @Override
        public int height() {
          return 300;
        }

        @Override
        public RgbImage read(Box box) {
          return image(box);
        }
      };

  /** Takes every eighth pixel as its map, and fails for inputs above a number of pixels. */
  private static final class Limited implements Backbone {

    private final long mostPixels;
    private final String message;
    private final NDManager manager = Devices.engine().newBaseManager();
    private int failures;

    Limited(long mostPixels, String message) {
      this.mostPixels = mostPixels;
      this.message = message;
    }

    @Override
    public BackboneInfo info() {
      return new BackboneInfo("limited", "0", List.of(new BackboneInfo.Stage(8, 3)), 8);
    }

    @Override
    public NDManager newManager() {
      return manager.newSubManager();
    }

    @Override
    public List<Segment> segments() {
      return List.of(new Segment(1, 8, new Halo(8, 8), this::run));
    }

    private NDList run(NDArray batch) {
      if (batch.getShape().size() / 3 > mostPixels) {
        failures++;
        throw new EngineException(message);
      }
      return new NDList(batch.get(":, :, ::8, ::8"));
    }

    @Override
    public Optional<EmbeddingStatistics> statistics() {
      return Optional.empty();
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
