package sc.fiji.fewshot.annotate;

import java.awt.Color;

/**
 * Colours for classes that the user has not coloured: those of Okabe and Ito ("Color Universal
 * Design", 2008), which people with any kind of colour vision tell apart, then further hues. The
 * purple, which common stains have too, comes late.
 */
public final class ClassPalette {

  private static final int[] COLOURS = {
    0x0072B2, 0xE69F00, 0x009E73, 0xF0E442, 0x56B4E9, 0xD55E00, 0xCC79A7, 0x999999
  };

  /** Steps of the golden ratio spread any number of hues evenly. */
  private static final float GOLDEN = 0.618034f;

  private ClassPalette() {}

  /**
   * @param number of the class, from 0
   * @return 0xRRGGBB
   */
  public static int colour(int number) {
    if (number < COLOURS.length) {
      return COLOURS[number];
    }
    float hue = (number * GOLDEN) % 1;
    return Color.HSBtoRGB(hue, 0.6f, 0.85f) & 0xffffff;
  }
}
