package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class IntensityMappingTest {

  private static ImageSource ramp(int pixels, float offset) {
    float[] values = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      values[i] = i + offset;
    }
    return new ImagePlusSource(new ImagePlus("ramp", new FloatProcessor(pixels, 1, values)));
  }

  @Test
  void guessesGreyTwoColoursAndColours() {
    assertArrayEquals(
        new int[] {0, 0, 0}, IntensityMapping.guess(ramp(9, 0)).channels(), "one channel");
    ImageSource two = new ImagePlusSource(IJ.createHyperStack("two", 4, 4, 2, 1, 1, 16));
    assertArrayEquals(
        new int[] {0, 1, IntensityMapping.NONE}, IntensityMapping.guess(two).channels());
    ImageSource rgb = new ImagePlusSource(new ImagePlus("rgb", new ColorProcessor(4, 4)));
    IntensityMapping colours = IntensityMapping.guess(rgb);
    assertArrayEquals(new int[] {0, 1, 2}, colours.channels());
    assertFalse(colours.perImage(), "colours of a camera are left as they are");
  }

  @Test
  void anImagesOwnPercentilesMakeItsRange() {
    IntensityMapping mapping = IntensityMapping.guess(ramp(501, 1000));
    IntensityMapping resolved = mapping.resolve(ramp(501, 1000));
    // Ranks 0 to 500: the 0.1 % percentile lies half way between the first two.
    assertEquals(1000.5, resolved.low()[0], 1e-3);
    assertEquals(1499.5, resolved.high()[0], 1e-3);
    float[] out = resolved.apply(new float[][] {{0, 1250, 9999}}, "ramp");
    assertArrayEquals(new float[] {0, 0, 0, 0.5f, 0.5f, 0.5f, 1, 1, 1}, out, 1e-6f);
  }

  @Test
  void brighterImagesLookTheSameByTheirOwnRangeAndNotByAFixedOne() {
    IntensityMapping own = IntensityMapping.guess(ramp(501, 0));
    assertArrayEquals(pixels(own, ramp(501, 0)), pixels(own, ramp(501, 700)), 1e-5f);
    IntensityMapping fixed = own.withFixedRange(0, 1000);
    assertEquals(0.25f, pixels(fixed, ramp(501, 0))[3 * 250], 1e-6f);
    assertEquals(0.95f, pixels(fixed, ramp(501, 700))[3 * 250], 1e-6f);
  }

  @Test
  void aConstantImageIsBlackAndNotNaN() {
    ImageSource flat =
        new ImagePlusSource(new ImagePlus("flat", new FloatProcessor(5, 1, new float[5])));
    assertArrayEquals(new float[15], pixels(IntensityMapping.guess(flat), flat));
  }

  @Test
  void notANumberIsNamedWithACure() {
    ImageSource broken =
        new ImagePlusSource(
            new ImagePlus("b.tif", new FloatProcessor(2, 1, new float[] {1, Float.NaN})));
    IntensityMapping guess = IntensityMapping.guess(broken);
    String own = assertThrows(FewShotException.class, () -> guess.resolve(broken)).getMessage();
    assertTrue(own.startsWith("b.tif holds pixels that are not a number (NaN); replace"), own);
    IntensityMapping fixed = guess.withFixedRange(0, 1);
    assertThrows(FewShotException.class, () -> pixels(fixed, broken));
  }

  @Test
  void aMissingChannelIsNamed() {
    IntensityMapping third = IntensityMapping.guess(ramp(9, 0)).withChannels(0, 1, 2);
    String message =
        assertThrows(FewShotException.class, () -> third.resolve(ramp(9, 0))).getMessage();
    assertTrue(
        message.contains("has 1 channel(s), but channel 2 was learnt from, too; take"), message);
  }

  private static float[] pixels(IntensityMapping mapping, ImageSource image) {
    RgbView view = new RgbView(image, mapping.resolve(image));
    return view.read(0, 1, new Box(0, 0, image.width(), image.height())).rgb();
  }
}
