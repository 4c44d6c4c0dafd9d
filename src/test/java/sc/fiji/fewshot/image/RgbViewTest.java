package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RgbViewTest {

  private static RgbView view(FloatProcessor pixels) {
    ImageSource image = new ImagePlusSource(new ImagePlus("i", pixels));
    return new RgbView(image, IntensityMapping.guess(image).withFixedRange(0, 1));
  }

  private static FloatProcessor noise(int width, int height) {
    Random random = new Random(3);
    FloatProcessor pixels = new FloatProcessor(width, height);
    for (int i = 0; i < width * height; i++) {
      pixels.setf(i, random.nextFloat());
    }
    return pixels;
  }

  @Test
  void atScaleOneThePixelsAreTheImages() {
    FloatProcessor pixels = noise(9, 7);
    RgbImage read = view(pixels).read(0, 1, new Box(2, 3, 4, 3));
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        assertEquals(pixels.getf(2 + x, 3 + y), read.get(x, y, 1));
      }
    }
  }

  @Test
  void beyondTheBorderTheImageIsMirrored() {
    FloatProcessor pixels = noise(9, 7);
    RgbImage read = view(pixels).read(0, 1, new Box(-2, -1, 3, 2));
    assertEquals(pixels.getf(1, 0), read.get(0, 0, 0));
    assertEquals(pixels.getf(0, 0), read.get(1, 0, 0));
    assertEquals(pixels.getf(0, 0), read.get(2, 1, 0));
    RgbImage far = view(pixels).read(0, 1, new Box(17, 0, 1, 1));
    assertEquals(pixels.getf(0, 0), far.get(0, 0, 0), "mirrored at 9: 17 is 0 again");
  }

  @Test
  void aPixelIsTheSameToTheBitWhicheverBoxItIsReadWith() {
    RgbView view = view(noise(61, 53));
    for (double scale : new double[] {2, 1.7, 0.5, 0.37}) {
      Box whole = new Box(0, 0, view.width(scale), view.height(scale));
      RgbImage all = view.read(0, scale, whole);
      Box part = new Box(whole.width() / 3, whole.height() / 4, 7, 6);
      assertArrayEquals(all.crop(part).rgb(), view.read(0, scale, part).rgb(), "scale " + scale);
    }
  }

  /** Made on the fly; it remembers how much was asked for at a time. */
  private static final class Gradient implements ImageSource {
    private long largest;

    @Override
    public String name() {
      return "gradient";
    }

    @Override
    public int width() {
      return 6000;
    }

    @Override
    public int height() {
      return 4000;
    }

    @Override
    public StackShape shape() {
      return new StackShape(1, 1);
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int bitDepth() {
      return 32;
    }

    @Override
    public boolean isRgb() {
      return false;
    }

    @Override
    public PixelSize pixelSize() {
      return PixelSize.UNCALIBRATED;
    }

    @Override
    public float[][] read(int slice, Box box) {
      largest = Math.max(largest, (long) box.width() * box.height());
      float[] values = new float[box.width() * box.height()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (box.y() + i / box.width()) / 4000f;
      }
      return new float[][] {values};
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void aThumbnailOfALargeImageIsReadPieceByPiece() {
    Gradient image = new Gradient();
    RgbView view = new RgbView(image, IntensityMapping.guess(image).withFixedRange(0, 1));
    RgbImage small = view.read(0, 0.02, new Box(0, 0, view.width(0.02), view.height(0.02)));
    assertEquals(120, small.width());
    assertEquals(80, small.height());
    for (int y = 2; y < 78; y++) {
      assertEquals((y + 0.5) / 80, small.get(60, y, 0), 1e-3);
    }
    assertTrue(image.largest <= RgbView.LARGEST_READ, "read at a time: " + image.largest);
  }

  @Test
  void enlargingInterpolatesLinearly() {
    FloatProcessor ramp = new FloatProcessor(8, 1);
    for (int x = 0; x < 8; x++) {
      ramp.setf(x, 0, x / 8f);
    }
    RgbImage twice = view(ramp).read(0, 2, new Box(0, 0, 16, 2));
    for (int x = 1; x < 15; x++) {
      // The centre of pixel x of the enlarged image lies at (x + 0.5) / 2 - 0.5.
      assertEquals(((x + 0.5) / 2 - 0.5) / 8, twice.get(x, 0, 0), 1e-6);
    }
  }

  @Test
  void shrinkingAveragesInsteadOfSkipping() {
    FloatProcessor check = new FloatProcessor(64, 64);
    for (int i = 0; i < 64 * 64; i++) {
      check.setf(i, (i % 64 + i / 64) % 2);
    }
    RgbImage quarter = view(check).read(0, 0.25, new Box(1, 1, 14, 14));
    for (float value : quarter.rgb()) {
      assertEquals(0.5, value, 1e-3);
    }
  }
}
