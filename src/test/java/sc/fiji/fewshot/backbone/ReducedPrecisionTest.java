package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The network in bfloat16 against the same in single precision. */
class ReducedPrecisionTest {

  /** bfloat16 rounds by up to 0.4 %; some of that adds up over 25 layers. */
  private static final double FARTHEST = 0.05;

  @Test
  void theScriptIsTheSameNetwork() {
    try (Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
        Bfloat16Script script = new Bfloat16Script();
        NDManager manager = backbone.newManager()) {
      MobileNet network = new MobileNet();
      network.load(manager, ((NetworkBackbone) backbone).weights(), "embedded");
      NDArray batch = blobs(manager);
      NDList full = backbone.forward(batch);
      NDList reduced = script.forward(batch, network.arrays());
      assertEquals(full.size(), reduced.size());
      for (int i = 0; i < full.size(); i++) {
        assertEquals(full.get(i).getShape(), reduced.get(i).getShape());
        double difference = distance(full.get(i), reduced.get(i));
        assertTrue(difference < FARTHEST, "stage " + i + " differs by " + difference);
      }
    }
  }

  @Test
  void aViewHasTheWeightsOfItsBackbone() {
    try (NetworkBackbone backbone = (NetworkBackbone) Backbones.open(Backbones.EMBEDDED, "cpu")) {
      Tensor bias = backbone.weights().get("pw12.bias");
      float[] raised = bias.data().clone();
      for (int c = 0; c < raised.length; c++) {
        raised[c] += 100;
      }
      try (Backbone other = backbone.with(Map.of("pw12.bias", new Tensor(bias.shape(), raised)));
          NDManager manager = other.newManager()) {
        NDList maps = other.reduced().forward(blobs(manager));
        assertEquals(6, maps.get(2).min().getFloat(), "the last map is cut off at 6 throughout");
      }
    }
  }

  @Test
  void onlyProcessorsThatAreKnownToGainUseIt() {
    assertTrue(!Bfloat16Script.pays(Device.gpu()));
    try (Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      assertEquals(Bfloat16Script.pays(Device.cpu()), backbone.reduced() != backbone);
      assertArrayEquals(
          backbone.info().stages().toArray(), backbone.reduced().info().stages().toArray());
    }
  }

  /** Smooth colours with an edge, 2 x 3 x 96 x 96. */
  private static NDArray blobs(NDManager manager) {
    int side = 96;
    NDArray x = manager.arange(0, side, 1f).div(9).sin();
    NDArray y = manager.arange(0, side, 1f).div(5).cos().expandDims(1);
    NDArray one = x.mul(y).add(1).div(2);
    NDArray two = one.gt(0.6f).toType(one.getDataType(), false);
    NDArray images = one.stack(two).expandDims(1);
    return images.repeat(1, 3).mul(manager.create(new float[] {1, .7f, .4f}, new Shape(3, 1, 1)));
  }

  /** Mean absolute difference as a share of the mean absolute value. */
  private static double distance(NDArray expected, NDArray actual) {
    return expected.sub(actual).abs().mean().getFloat() / expected.abs().mean().getFloat();
  }
}
