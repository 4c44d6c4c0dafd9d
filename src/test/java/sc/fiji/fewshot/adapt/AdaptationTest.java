package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.learn.Adaptation;

class AdaptationTest {

  @Test
  void keysAreTheWordsOfTheCommandLine() {
    assertEquals(
        List.of("none", "projection", "scale-shift", "border", "last-stage", "full"),
        Adaptation.keys());
    assertEquals(Adaptation.LAST_STAGE, Adaptation.parse("Last-Stage"));
    String message =
        assertThrows(FewShotException.class, () -> Adaptation.parse("most")).getMessage();
    assertTrue(
        message.contains("none, projection, scale-shift, border, last-stage, full"), message);
  }

  @Test
  void aProjectionIsTheIdentityAndSomethingOfLowRank() {
    Projection projection =
        new Projection(new float[][] {{1, 0, 0}}, new float[][] {{0}, {2}, {0}});
    // (0.6, 0, 0.8) becomes (0.6, 1.2, 0.8), of length √2.44.
    float length = (float) Math.sqrt(2.44);
    assertArrayEquals(
        new float[] {0.6f / length, 1.2f / length, 0.8f / length},
        projection.apply(new float[] {0.6f, 0, 0.8f}),
        1e-6f);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Projection(new float[][] {{1, 0}}, new float[][] {{0}, {2}, {0}}));
  }

  @Test
  void weightsOfAnotherAdaptationOrSizeAreRefused() {
    Tensor one = Tensor.vector(new float[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdaptedWeights(Adaptation.NONE, Map.of("pw12.bias", one)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdaptedWeights(Adaptation.LAST_STAGE, Map.of("pw12.bias", one)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new AdaptedWeights(
                Adaptation.LAST_STAGE,
                Map.of(
                    "dw12.weight", one, "dw12.bias", one, "pw12.weight", one, "pw12.bias", one)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdaptedWeights(Adaptation.PROJECTION, Map.of("down", one, "up", one, "x", one)));
  }
}
