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
import java.util.Arrays;
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
  void infiniteAndHugeValuesLeaveNoRange() {
    for (float[] ends :
        new float[][] {
          {0, Float.POSITIVE_INFINITY}, {Float.NEGATIVE_INFINITY, 1}, {-3e38f, 3e38f}
        }) {
      ImageSource image =
          new ImagePlusSource(new ImagePlus("b.tif", new FloatProcessor(2, 1, ends)));
      IntensityMapping guess = IntensityMapping.guess(image);
      String message =
          assertThrows(FewShotException.class, () -> guess.resolve(image)).getMessage();
      assertTrue(message.startsWith("b.tif holds so many infinite or huge values"), message);
      assertTrue(message.contains("limit them"), message);
    }
  }

  @Test
  void fewInfiniteValuesAreClipped() {
    float[] values = new float[64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    values[0] = Float.NEGATIVE_INFINITY;
    values[4095] = Float.POSITIVE_INFINITY;
    ImageSource image = new ImagePlusSource(new ImagePlus("i", new FloatProcessor(64, 64, values)));
    float[] mapped = pixels(IntensityMapping.guess(image), image);
    assertEquals(0, mapped[0]);
    assertEquals(2000 / 4095f, mapped[3 * 2000], 1e-2f);
    assertEquals(1, mapped[3 * 4095]);
    // All others alike: one infinite value is no range.
    Arrays.fill(values, 1, 4095, 7);
    float[] flat = pixels(IntensityMapping.guess(image), image);
    assertArrayEquals(new float[flat.length], flat);
    // A range of which the inverse overflows.
    IntensityMapping tiny = IntensityMapping.guess(image).withFixedRange(0, Float.MIN_VALUE);
    assertArrayEquals(
        new float[] {0, 0, 0, 1, 1, 1, 1, 1, 1},
        tiny.apply(new float[][] {{0, Float.MIN_NORMAL, 1}}, "i"));
  }

  @Test
  void whatWasMadeForGreySeesTheMeanOfColours() {
    IntensityMapping grey = IntensityMapping.guess(ramp(9, 0));
    ColorProcessor pixels = new ColorProcessor(256, 2);
    ColorProcessor same = new ColorProcessor(256, 2);
    for (int x = 0; x < 256; x++) {
      pixels.set(x, 0, x << 8 | x); // red 0, green and blue rise
      pixels.set(x, 1, x << 16 | x << 8 | x);
      same.set(x, 0, x << 16 | x << 8 | x);
      same.set(x, 1, x << 16 | x << 8 | x);
    }
    ImageSource cyan = new ImagePlusSource(new ImagePlus("cyan", pixels));
    IntensityMapping resolved = grey.resolve(cyan);
    float[] mapped = resolved.apply(new float[][] {{0}, {150}, {150}}, "cyan");
    float expected = (100 - resolved.low()[0]) / (resolved.high()[0] - resolved.low()[0]);
    assertArrayEquals(new float[] {expected, expected, expected}, mapped, 1e-6f);
    // Where all three are alike, each is their mean to the bit.
    ImageSource greyRgb = new ImagePlusSource(new ImagePlus("grey", same));
    ImageSource oneChannel =
        new ImagePlusSource(new ImagePlus("g8", same.convertToByteProcessor(false)));
    assertArrayEquals(pixels(grey, oneChannel), pixels(grey, greyRgb));
  }

  @Test
  void chosenChannelsRefuseRgbAndRgbDoesNot() {
    ImageSource rgb = new ImagePlusSource(new ImagePlus("c.png", new ColorProcessor(4, 4)));
    for (int channels : new int[] {2, 3}) {
      ImageSource many = new ImagePlusSource(IJ.createHyperStack("m", 4, 4, channels, 1, 1, 16));
      IntensityMapping chosen = IntensityMapping.guess(many);
      String message = assertThrows(FewShotException.class, () -> chosen.resolve(rgb)).getMessage();
      assertTrue(message.startsWith("c.png is an RGB image, but chosen channels"), message);
    }
    IntensityMapping colours = IntensityMapping.guess(rgb);
    assertEquals(colours, colours.resolve(rgb), "as it is");
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
