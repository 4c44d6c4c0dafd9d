package sc.fiji.fewshot.augment;

import sc.fiji.fewshot.image.RgbImage;

/**
 * The plain facts that {@link AugmentationPreset#guess} goes by. Shares are numbers from 0 to 1.
 *
 * @param rgb whether the file itself holds red, green and blue, rather than grey values or separate
 *     channels that are shown in colours
 * @param radiology whether the file says it comes from radiology, as DICOM files do
 * @param colouredShare the share of pixels that are neither dark nor grey, nearly white ones
 *     included among the grey
 * @param pinkPurpleShare of the coloured pixels, the share that is blue-violet to pink, as
 *     haematoxylin and eosin are
 * @param darkShare the share of dark pixels
 */
public record ImageFacts(
    boolean rgb,
    boolean radiology,
    double colouredShare,
    double pinkPurpleShare,
    double darkShare) {

  /** A pixel is dark if its brightest channel is below this. */
  private static final float DARK = 0.2f;

  /** A pixel is coloured if its channels differ by more than this share of the brightest. */
  private static final float SATURATION = 0.1f;

  /**
   * Measures the shares.
   *
   * @param sample the image or a thumbnail of it
   * @param rgb whether the file itself holds red, green and blue
   * @param radiology whether the file says it comes from radiology
   * @return the facts
   */
  public static ImageFacts measure(RgbImage sample, boolean rgb, boolean radiology) {
    float[] values = sample.rgb();
    int coloured = 0;
    int pinkPurple = 0;
    int dark = 0;
    for (int i = 0; i < values.length; i += RgbImage.CHANNELS) {
      float red = values[i];
      float green = values[i + 1];
      float blue = values[i + 2];
      float brightest = Math.max(red, Math.max(green, blue));
      float darkest = Math.min(red, Math.min(green, blue));
      if (brightest < DARK) {
        dark++;
      } else if (brightest - darkest > SATURATION * brightest) {
        coloured++;
        // Hues from blue over magenta to red are those with the least green; pure red and pure
        // blue, which have no more of the third channel than of green, are left out.
        if (green < red && green < blue) {
          pinkPurple++;
        }
      }
    }
    double pixels = Math.max(1, values.length / RgbImage.CHANNELS);
    return new ImageFacts(
        rgb,
        radiology,
        coloured / pixels,
        pinkPurple / (double) Math.max(1, coloured),
        dark / pixels);
  }
}
