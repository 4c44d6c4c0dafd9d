package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;

class BorderTest {

  private static final int MARGIN = 32;
  private static final WorkerPool WORKERS = new WorkerPool(1);

  private static Backbone backbone;

  @BeforeAll
  static void open() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
  }

  @AfterAll
  static void close() {
    backbone.close();
    WORKERS.close();
  }

  @Test
  void theFourStripsMakeAFrameAroundNothing() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      Map<String, NDArray> strips = new LinkedHashMap<>();
      Border.shapes().forEach((name, shape) -> strips.put(name, manager.ones(shape)));
      NDArray frame = Border.frame(manager, strips);
      assertEquals(new Shape(3, Border.SIDE, Border.SIDE), frame.getShape());
      int last = Border.SIDE - Border.WIDTH;
      for (int x = 0; x < Border.SIDE; x++) {
        for (int y = 0; y < Border.SIDE; y++) {
          boolean inside = Math.min(x, y) >= Border.WIDTH && Math.max(x, y) < last;
          assertEquals(inside ? 0 : 1, frame.getFloat(1, y, x));
        }
      }
    }
  }

  @Test
  void patchesAreEmbeddedWithoutTheirSurroundingsAndWithTheFrameOnThem() {
    List<RgbImage> patches = List.of(noise(new Random(1)), noise(new Random(2)));
    float[][] bare = new PatchEncoder(backbone, WORKERS).encode(inner(patches));
    try (Backbone nothing = border(0).on(backbone);
        Backbone framed = border(0.3f).on(backbone)) {
      assertTrue(framed.info().pooled(), "there are no maps of a slice as a whole");
      assertEquals(backbone.info().sha256(), framed.info().sha256());
      assertEquals(backbone.info().embeddingLength(), framed.info().embeddingLength());
      float[][] same = new PatchEncoder(nothing, WORKERS, MARGIN).encode(patches);
      float[][] changed = new PatchEncoder(framed, WORKERS, MARGIN).encode(patches);
      for (int i = 0; i < bare.length; i++) {
        assertArrayEquals(bare[i], same[i], 1e-5f);
        assertTrue(farthest(bare[i], changed[i]) > 0.1);
      }
      try (ExampleViews views = new ExampleViews(Adaptation.BORDER, backbone, MARGIN)) {
        views.add(List.of(List.of(patches.get(0)), List.of(patches.get(1))), WORKERS);
        float[][] inTraining = views.embed(border(0.3f), new int[] {0, 1}, 1);
        for (int i = 0; i < bare.length; i++) {
          // Views are kept at half precision.
          assertArrayEquals(changed[i], inTraining[i], 0.01f);
        }
      }
    }
  }

  private static double farthest(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> Math.abs(a[k] - b[k])).max().orElse(0);
  }

  @Test
  void aTorchScriptBackboneIsRefused() {
    try (Backbone pixels = new PixelBackbone()) {
      String message =
          assertThrows(FewShotException.class, () -> new ExampleViews(Adaptation.BORDER, pixels, 0))
              .getMessage();
      assertTrue(message.contains("'border'") && message.contains("'pixels.pt'"), message);
    }
  }

  private static AdaptedWeights border(float value) {
    Map<String, Tensor> strips = new LinkedHashMap<>();
    Border.shapes()
        .forEach(
            (name, shape) -> {
              float[] data = new float[(int) shape.size()];
              Arrays.fill(data, value);
              strips.put(name, new Tensor(shape.getShape(), data));
            });
    return new AdaptedWeights(Adaptation.BORDER, strips);
  }

  private static List<RgbImage> inner(List<RgbImage> patches) {
    List<RgbImage> inner = new ArrayList<>();
    for (RgbImage patch : patches) {
      inner.add(patch.crop(new Box(MARGIN, MARGIN, Border.SIDE, Border.SIDE)));
    }
    return inner;
  }

  private static RgbImage noise(Random random) {
    int side = Border.SIDE + 2 * MARGIN;
    float[] rgb = new float[3 * side * side];
    for (int k = 0; k < rgb.length; k++) {
      rgb[k] = random.nextFloat();
    }
    return new RgbImage(side, side, rgb);
  }
}
