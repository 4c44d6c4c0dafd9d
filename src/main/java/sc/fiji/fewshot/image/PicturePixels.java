package sc.fiji.fewshot.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import sc.fiji.fewshot.FewShotException;

/** The pixels of a picture that Java has read, without transparency. */
final class PicturePixels {

  private PicturePixels() {}

  /**
   * @param name of the image
   * @param picture of any kind
   * @return grey of 8 or 16 bits, RGB of 8, or three channels of 16
   * @throws FewShotException if its colours are inks
   */
  static ImagePlus of(String name, BufferedImage picture) {
    BufferedImage colours =
        picture.getColorModel() instanceof IndexColorModel ? Palette.applied(picture) : picture;
    int channels = colours.getColorModel().getNumColorComponents();
    int bits = colours.getSampleModel().getSampleSize(0);
    if (channels > RgbImage.CHANNELS) {
      throw new FewShotException(
          name + " has the colours of a printer's inks (CMYK); save it as RGB.");
    }
    boolean asStored = channels == 1 || channels == RgbImage.CHANNELS && bits > Byte.SIZE;
    if (!asStored) {
      return new ImagePlus(name, rgb(colours));
    }
    ImageStack stack = new ImageStack(colours.getWidth(), colours.getHeight());
    for (int channel = 0; channel < channels; channel++) {
      stack.addSlice(plane(colours.getRaster(), channel, bits));
    }
    ImagePlus image = new ImagePlus(name, stack);
    image.setDimensions(channels, 1, 1);
    return image;
  }

  private static ColorProcessor rgb(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    return new ColorProcessor(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
  }

  private static ImageProcessor plane(Raster raster, int channel, int bits) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    ImageProcessor plane =
        bits > Byte.SIZE ? new ShortProcessor(width, height) : new ByteProcessor(width, height);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, channel, row);
      for (int x = 0; x < width; x++) {
        plane.set(x, y, row[x]);
      }
    }
    return plane;
  }
}
