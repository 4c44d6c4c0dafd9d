package sc.fiji.fewshot.io;

import java.awt.image.BufferedImage;
import sc.fiji.fewshot.image.RgbImage;

/** Turns float images into pictures of eight bits a channel. */
public final class Pictures {

  private static final float BYTE_MAX = 255;

  private Pictures() {}

  /**
   * @param image values from 0 to 1
   * @return the picture, rounded
   */
  public static BufferedImage of(RgbImage image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int pixel = 0;
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
          float value = Math.min(1, Math.max(0, image.get(x, y, c)));
          pixel = pixel << 8 | Math.round(value * BYTE_MAX);
        }
        picture.setRGB(x, y, pixel);
      }
    }
    return picture;
  }
}
