package sc.fiji.fewshot.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The colours that the numbers of a picture with a palette stand for. */
final class Palette {

  private Palette() {}

  /**
   * @param palette of a picture
   * @return whether each of its colours is a grey
   */
  static boolean isGrey(IndexColorModel palette) {
    return IntStream.range(0, palette.getMapSize()).map(palette::getRGB).allMatch(Palette::isGrey);
  }

  /**
   * @param indexed a picture with a palette
   * @return it in colour, or in grey if it shows greys only; 8 bits
   */
  static BufferedImage applied(BufferedImage indexed) {
    int[] colours = colours(indexed);
    return picture(indexed, colours, Arrays.stream(colours).allMatch(Palette::isGrey));
  }

  /**
   * @param indexed a picture with a palette
   * @param grey whether the result is to have one channel
   * @return it in colour or, from the blue of its colours, in grey; 8 bits
   */
  static BufferedImage applied(BufferedImage indexed, boolean grey) {
    return picture(indexed, colours(indexed), grey);
  }

  private static int[] colours(BufferedImage indexed) {
    IndexColorModel palette = (IndexColorModel) indexed.getColorModel();
    int[] table = new int[palette.getMapSize()];
    palette.getRGBs(table);
    int[] pixels =
        indexed
            .getRaster()
            .getSamples(0, 0, indexed.getWidth(), indexed.getHeight(), 0, (int[]) null);
    Arrays.setAll(pixels, i -> table[pixels[i]]);
    return pixels;
  }

  private static BufferedImage picture(BufferedImage of, int[] colours, boolean grey) {
    int width = of.getWidth();
    int height = of.getHeight();
    BufferedImage picture =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    if (grey) {
      // Not drawn, which would convert from one curve of brightness to another.
      Arrays.setAll(colours, i -> colours[i] & 0xff);
      picture.getRaster().setSamples(0, 0, width, height, 0, colours);
    } else {
      picture.setRGB(0, 0, width, height, colours, 0, width);
    }
    return picture;
  }

  private static boolean isGrey(int colour) {
    int blue = colour & 0xff;
    return (colour >> 8 & 0xff) == blue && (colour >> 16 & 0xff) == blue;
  }
}
