package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Safetensors;

class ImageNetInitTest {

  private static final Path MODELS = Path.of("../shared/models");

  @Test
  void foldedNetworkComputesWhatTheUnfoldedOneDoes() {
    Path weights = MODELS.resolve("mobilenet_v1_imagenet.safetensors");
    Path script = MODELS.resolve("mobilenet_v1_imagenet.pt");
    assumeTrue(
        Files.exists(weights) && Files.exists(script), "skipped: no ImageNet weights in " + MODELS);
    byte[] folded =
        Safetensors.write(InitialWeights.read(weights).tensors(), Safetensors.Precision.F32);
    try (Backbone ours = Backbones.ofWeights("folded", folded, "cpu");
        Backbone theirs = Backbones.open(script.toString(), "cpu");
        NDManager manager = ours.newManager()) {
      NDArray input =
          manager
              .arange(2 * 3 * 64 * 96)
              .mul(0.37f)
              .sin()
              .mul(0.5f)
              .add(0.5f)
              .reshape(new Shape(2, 3, 64, 96));
      NDList stages = ours.forward(input.duplicate());
      NDArray expected = theirs.forward(input.duplicate()).singletonOrThrow();
      assertEquals(new Shape(2, 1024, 2, 3), expected.getShape());
      assertArrayEquals(expected.toFloatArray(), stages.get(2).toFloatArray(), 2e-3f);
    }
  }
}
