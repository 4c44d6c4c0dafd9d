package sc.fiji.fewshot.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.image.RgbImage;

class AugmentationTest {

  private static RgbImage noise() {
    Random random = new Random(1);
    float[] rgb = new float[3 * 24 * 24];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = random.nextFloat();
    }
    return new RgbImage(24, 24, rgb);
  }

  @Test
  void strongViewsAreAllRandomButTheFirst() {
    RgbImage image = noise();
    List<RgbImage> light =
        new Augmenter(AugmentationPreset.MICROSCOPY, false, 3).views(image, 16, 4, 5);
    List<RgbImage> strong =
        new Augmenter(AugmentationPreset.MICROSCOPY, true, 3).views(image, 16, 4, 5);
    assertArrayEquals(light.get(0).rgb(), strong.get(0).rgb());
    // A turn by a right angle keeps all values; a random view does not.
    assertTrue(sameValues(light.get(0), light.get(1)));
    assertFalse(sameValues(strong.get(0), strong.get(1)));
  }

  private static boolean sameValues(RgbImage a, RgbImage b) {
    float[] x = a.rgb().clone();
    float[] y = b.rgb().clone();
    Arrays.sort(x);
    Arrays.sort(y);
    return Arrays.equals(x, y);
  }

  @Test
  void doubledRangesStayWithinATurn() {
    GeometryRanges any = AugmentationPreset.MICROSCOPY.geometry().doubled();
    assertEquals(Math.PI, any.maxAngle());
    GeometryRanges few = AugmentationPreset.RADIOLOGY.geometry().doubled();
    assertEquals(Math.toRadians(14), few.maxAngle(), 1e-12);
    assertEquals(0.1, few.maxShift(), 1e-12);
    assertFalse(few.mirror());
  }

  @Test
  void theWordSaysWhatVaries() {
    TrainingSettings usual = TrainingSettings.usual();
    assertEquals(AugmentationPreset.NONE, usual.augmenting("none").varying(() -> unasked()));
    assertEquals(
        AugmentationPreset.HISTOLOGY, usual.augmenting("histology").varying(() -> unasked()));
    TrainingSettings strong = usual.augmenting("strong");
    AugmentationPreset varying = strong.varying(() -> AugmentationPreset.RADIOLOGY);
    assertEquals(AugmentationPreset.RADIOLOGY, varying);
    assertTrue(strong.augmenter(varying).strong());
    assertFalse(usual.augmenter(varying).strong());
  }

  private static AugmentationPreset unasked() {
    throw new AssertionError("no image need be looked at");
  }

  @Test
  void wordsThatAreWrongOrContradictThePresetAreRefused() {
    TrainingSettings radiology = TrainingSettings.parse("auto", 0, 8, "radiology", 0);
    refused("contradict each other", () -> radiology.augmenting("histology"));
    refused("contradict each other", () -> radiology.augmenting("none"));
    refused("choose one of light, strong, histology, none", () -> radiology.augmenting("mild"));
  }

  private static void refused(String expected, Runnable call) {
    String message = assertThrows(FewShotException.class, call::run).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
