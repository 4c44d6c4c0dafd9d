package sc.fiji.fewshot.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.fewshot.image.RgbImage;

class ColourAugmentationTest {

  private static final double EXACT = 1e-6;

  @Test
  void brightnessIsAdded() {
    RgbImage image = TestImages.pixel(0.2, 0.5, 0.6);

    assertPixel(0.3, 0.6, 0.7, BrightnessContrast.adjust(image, 0.1, 1));
  }

  @Test
  void contrastStretchesAboutTheMean() {
    RgbImage image = TestImages.pixel(0.3, 0.4, 0.5);

    assertPixel(0.2, 0.4, 0.6, BrightnessContrast.adjust(image, 0, 2));
    assertPixel(0.4, 0.4, 0.4, BrightnessContrast.adjust(image, 0, 0));
  }

  @Test
  void brightnessIsClipped() {
    RgbImage image = TestImages.pixel(0.1, 0.5, 0.9);

    assertPixel(0.4, 0.8, 1, BrightnessContrast.adjust(image, 0.3, 1));
    assertPixel(0, 0.2, 0.6, BrightnessContrast.adjust(image, -0.3, 1));
  }

  @Test
  void gammaIsAPower() {
    RgbImage image = TestImages.pixel(0.25, 0.5, 1);

    assertPixel(0.0625, 0.25, 1, Gamma.adjust(image, 2));
    assertPixel(0.5, Math.sqrt(0.5), 1, Gamma.adjust(image, 0.5));
    assertPixel(0, 0.09, 0, Gamma.adjust(TestImages.pixel(0, 0.3, 0), 2));
  }

  @Test
  void aThirdOfATurnMakesRedGreen() {
    assertPixel(0, 1, 0, HueSaturation.adjust(TestImages.pixel(1, 0, 0), 1 / 3.0, 1));
    assertPixel(0, 0, 1, HueSaturation.adjust(TestImages.pixel(0, 1, 0), 1 / 3.0, 1));
    assertPixel(0, 0, 1, HueSaturation.adjust(TestImages.pixel(1, 0, 0), -1 / 3.0, 1));
    assertPixel(0.6, 0.2, 0.4, HueSaturation.adjust(TestImages.pixel(0.2, 0.4, 0.6), 1 / 3.0, 1));
  }

  @Test
  void saturationMovesFromGrey() {
    RgbImage image = TestImages.pixel(0.3, 0.4, 0.5);

    assertPixel(0.2, 0.4, 0.6, HueSaturation.adjust(image, 0, 2));
    assertPixel(0.4, 0.4, 0.4, HueSaturation.adjust(image, 0.2, 0));
  }

  @Test
  void stainsAreToldApart() {
    // Light through one unit of optical density of each stain alone, after Ruifrok and Johnston.
    double[][] vectors = {{0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}, {0.27, 0.57, 0.78}};
    for (int stain = 0; stain < 3; stain++) {
      double[] v = vectors[stain];
      double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
      double[] light = new double[3];
      for (int channel = 0; channel < 3; channel++) {
        light[channel] = (256 * Math.pow(10, -0.8 * v[channel] / length) - 1) / 255;
      }
      float[] expected = new float[3];
      expected[stain] = 0.8f;
      assertArrayEquals(
          expected,
          StainSpace.separate(TestImages.pixel(light[0], light[1], light[2])),
          1e-5f,
          "stain " + stain);
    }
    assertArrayEquals(new float[3], StainSpace.separate(TestImages.pixel(1, 1, 1)), 1e-6f, "white");
  }

  @Test
  void stainsWithoutJitterGiveTheImageBack() {
    RgbImage image = TestImages.noise(32, 32, 5);
    Arrays.fill(image.rgb(), 0, 4, 0);
    image.rgb()[7] = 1;

    RgbImage back = new StainJitter(0, 0).apply(image, new Random(1));

    assertArrayEquals(image.rgb(), back.rgb(), 1e-4f);
  }

  @Test
  void stainsAreScaledThenShifted() {
    RgbImage image = StainSpace.combine(1, 1, new float[] {0.4f, 0.3f, 0.1f});

    RgbImage jittered =
        StainJitter.adjust(image, new double[] {1.5, 1, 0.5}, new double[] {0, 0.1, 0.02});

    assertArrayEquals(new float[] {0.6f, 0.4f, 0.07f}, StainSpace.separate(jittered), 1e-4f);
  }

  static Stream<ColourAugmentation> strong() {
    return Stream.of(
        new BrightnessContrast(1, 1),
        new Gamma(5),
        new HueSaturation(0.5, 1),
        new StainJitter(1, 1));
  }

  @ParameterizedTest
  @MethodSource("strong")
  void resultsAreClippedNewAndVaried(ColourAugmentation augmentation) {
    RgbImage image = TestImages.noise(16, 16, 6);
    float[] before = image.rgb().clone();
    for (int seed = 0; seed < 20; seed++) {
      RgbImage result = augmentation.apply(image, new Random(seed));
      for (float value : result.rgb()) {
        assertTrue(value >= 0 && value <= 1, "value " + value);
      }
      assertArrayEquals(result.rgb(), augmentation.apply(image, new Random(seed)).rgb());
      assertFalse(
          Arrays.equals(result.rgb(), augmentation.apply(image, new Random(seed + 99)).rgb()));
    }
    assertArrayEquals(before, image.rgb(), "the input");
  }

  @Test
  void greyStaysGrey() {
    RgbImage image = TestImages.greyNoise(16, 16, 7);
    ColourAugmentation all =
        ColourAugmentation.sequence(
            new BrightnessContrast(0.3, 0.5), new Gamma(2), new HueSaturation(0.5, 1));
    for (int seed = 0; seed < 20; seed++) {
      float[] rgb = all.apply(image, new Random(seed)).rgb();
      assertFalse(Arrays.equals(image.rgb(), rgb));
      for (int i = 0; i < rgb.length; i += 3) {
        assertEquals(rgb[i], rgb[i + 1]);
        assertEquals(rgb[i], rgb[i + 2]);
      }
    }
  }

  @Test
  void drawsFromItsRange() {
    RgbImage grey = TestImages.pixel(0.5, 0.5, 0.5);
    Random random = new Random(8);
    float low = 1;
    float high = 0;
    for (int i = 0; i < 1000; i++) {
      float value = new BrightnessContrast(0.1, 0).apply(grey, random).get(0, 0, 0);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    assertEquals(0.4, low, 0.01);
    assertEquals(0.6, high, 0.01);
  }

  @Test
  void sequenceKeepsItsOrder() {
    ColourAugmentation brighter = (image, random) -> BrightnessContrast.adjust(image, 0.25, 1);
    ColourAugmentation squared = (image, random) -> Gamma.adjust(image, 2);
    RgbImage image = TestImages.pixel(0.25, 0.25, 0.25);

    RgbImage first = ColourAugmentation.sequence(brighter, squared).apply(image, new Random(1));
    RgbImage second = new Sequence(List.of(squared, brighter)).apply(image, new Random(1));

    assertPixel(0.25, 0.25, 0.25, first);
    assertPixel(0.3125, 0.3125, 0.3125, second);
    assertSame(image, ColourAugmentation.none().apply(image, new Random(1)));
  }

  @Test
  void refusesRangesThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new BrightnessContrast(-0.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new BrightnessContrast(0, 1.1));
    assertThrows(IllegalArgumentException.class, () -> new Gamma(0.9));
    assertThrows(IllegalArgumentException.class, () -> new HueSaturation(0.6, 0));
    assertThrows(IllegalArgumentException.class, () -> new StainJitter(0, Double.NaN));
  }

  private static void assertPixel(double red, double green, double blue, RgbImage actual) {
    float[] expected = {(float) red, (float) green, (float) blue};
    assertArrayEquals(expected, actual.rgb(), (float) EXACT);
  }
}
