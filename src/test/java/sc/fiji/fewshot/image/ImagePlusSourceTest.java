package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class ImagePlusSourceTest {

  private static final Box LAST_ROW = new Box(0, 1, 3, 1);

  private static float[] onlyChannel(ImageProcessor pixels) {
    ImagePlusSource source = new ImagePlusSource(new ImagePlus("i", pixels));
    assertEquals(1, source.channels());
    return source.read(0, LAST_ROW)[0];
  }

  @Test
  void readsEightSixteenAndThirtyTwoBits() {
    assertArrayEquals(
        new float[] {3, 4, 255},
        onlyChannel(new ByteProcessor(3, 2, new byte[] {0, 1, 2, 3, 4, -1})));
    assertArrayEquals(
        new float[] {3, 4, 65535},
        onlyChannel(new ShortProcessor(3, 2, new short[] {0, 1, 2, 3, 4, -1}, null)));
    assertArrayEquals(
        new float[] {-3.5f, 1e9f, 0},
        onlyChannel(new FloatProcessor(3, 2, new float[] {0, 1, 2, -3.5f, 1e9f, 0})));
  }

  @Test
  void splitsColours() {
    ColorProcessor pixels = new ColorProcessor(3, 2);
    pixels.setColor(new Color(10, 20, 30));
    pixels.fill();
    ImagePlusSource source = new ImagePlusSource(new ImagePlus("i", pixels));
    assertTrue(source.isRgb());
    assertEquals(3, source.channels());
    float[][] read = source.read(0, LAST_ROW);
    assertArrayEquals(new float[] {10, 10, 10}, read[0]);
    assertArrayEquals(new float[] {20, 20, 20}, read[1]);
    assertArrayEquals(new float[] {30, 30, 30}, read[2]);
  }

  @Test
  void aLookUpTableDoesNotChangeTheNumbers() {
    ByteProcessor pixels = new ByteProcessor(3, 2, new byte[] {0, 1, 2, 3, 4, 5});
    pixels.setLut(LUT.createLutFromColor(Color.GREEN));
    ImagePlusSource source = new ImagePlusSource(new ImagePlus("i", pixels));
    assertEquals(1, source.channels());
    assertArrayEquals(new float[] {3, 4, 5}, source.read(0, LAST_ROW)[0]);
  }

  @Test
  void findsEachChannelSliceAndFrameOfAHyperstack() {
    int channels = 2;
    int depth = 3;
    int frames = 2;
    ImagePlus image = IJ.createHyperStack("h", 3, 2, channels, depth, frames, 16);
    for (int t = 1; t <= frames; t++) {
      for (int z = 1; z <= depth; z++) {
        for (int c = 1; c <= channels; c++) {
          image
              .getStack()
              .getProcessor(image.getStackIndex(c, z, t))
              .set(0, 1, 100 * c + 10 * z + t);
        }
      }
    }
    ImagePlusSource source =
        new ImagePlusSource(new CompositeImage(image, CompositeImage.COMPOSITE));
    assertEquals(new StackShape(depth, frames), source.shape());
    assertEquals(6, source.slices());
    assertEquals(2, source.channels());
    // Z = 3, T = 2
    float[][] read = source.read(source.shape().slice(2, 1), LAST_ROW);
    assertEquals(132, read[0][0]);
    assertEquals(232, read[1][0]);
  }

  /** Slice n is filled with n, and it is known how often a slice was made. */
  private static final class OnTheFly extends VirtualStack {
    private int made;

    OnTheFly() {
      super(3, 2, null, null);
    }

    @Override
    public int getSize() {
      return 4;
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      made++;
      ByteProcessor pixels = new ByteProcessor(3, 2);
      pixels.set(n);
      return pixels;
    }
  }

  @Test
  void aSliceOfAVirtualStackIsMadeOnceForAllItsRegions() {
    OnTheFly stack = new OnTheFly();
    ImagePlus image = new ImagePlus("v", stack);
    ImagePlusSource source = new ImagePlusSource(image);
    int before = stack.made;
    for (int x = 0; x < 3; x++) {
      assertArrayEquals(new float[] {3, 3}, source.read(2, new Box(x, 0, 1, 2))[0]);
    }
    assertEquals(before + 1, stack.made);
  }

  @Test
  void calibratedValuesAreReadAsSuch() {
    ImagePlus image =
        new ImagePlus("ct", new ShortProcessor(3, 2, new short[] {0, 0, 0, 24, 1024, 2024}, null));
    Calibration calibration = new Calibration(image);
    calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] {-1024, 1}, "HU");
    image.setCalibration(calibration);
    assertArrayEquals(
        new float[] {-1000, 0, 1000}, new ImagePlusSource(image).read(0, LAST_ROW)[0], 1e-3f);
  }

  @Test
  void knowsTheSizeOfAVoxelIfTheImageDoes() {
    ImageStack stack = new ImageStack(3, 2);
    stack.addSlice(new ByteProcessor(3, 2));
    ImagePlus image = new ImagePlus("s", stack);
    assertEquals(PixelSize.UNCALIBRATED, new ImagePlusSource(image).pixelSize());
    Calibration calibration = new Calibration(image);
    calibration.pixelWidth = 0.5;
    calibration.pixelHeight = 0.25;
    calibration.pixelDepth = 2;
    calibration.setUnit("mm");
    image.setCalibration(calibration);
    assertEquals(new PixelSize(0.5, 0.25, 2, "mm"), new ImagePlusSource(image).pixelSize());
  }

  @Test
  void resolutionWithoutAUnitIsNoSize() {
    ImagePlus image = new ImagePlus("i", new ByteProcessor(3, 2));
    Calibration calibration = new Calibration(image);
    calibration.pixelWidth = 1.0 / 72;
    calibration.pixelHeight = 1.0 / 72;
    // So ImageJ opens TIFF files that say "none".
    calibration.setUnit(" ");
    image.setCalibration(calibration);
    assertEquals(PixelSize.UNCALIBRATED, new ImagePlusSource(image).pixelSize());
    calibration.setUnit("mm");
    calibration.pixelDepth = 0;
    assertEquals(1, new ImagePlusSource(image).pixelSize().depth());
    calibration.pixelHeight = Double.NaN;
    assertEquals(PixelSize.UNCALIBRATED, new ImagePlusSource(image).pixelSize());
  }

  @Test
  void onlyAScannersImageIsRadiology() {
    ImagePlus image = new ImagePlus("i", new ByteProcessor(3, 2));
    assertFalse(new ImagePlusSource(image).isRadiology());
    image.setProperty("Info", "0008,0060  Modality: MR\n");
    assertTrue(new ImagePlusSource(image).isRadiology());
    image.setProperty("Info", "0008,0060  Modality: SM\n");
    assertFalse(new ImagePlusSource(image).isRadiology(), "slide microscopy");
  }
}
