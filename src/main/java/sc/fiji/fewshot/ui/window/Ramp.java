package sc.fiji.fewshot.ui.window;

/**
 * Colours for values from 0 to 1: "viridis" by van der Walt and Smith, even to the eye and told
 * apart by people with any kind of colour vision.
 */
public final class Ramp {

  private static final int[] KNOTS = {
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
    0xFDE725
  };

  private static final int[] COLOURS = new int[256];

  static {
    for (int i = 0; i < COLOURS.length; i++) {
      COLOURS[i] = between((double) i / (COLOURS.length - 1) * (KNOTS.length - 1));
    }
  }

  private Ramp() {}

  private static int between(double place) {
    int low = (int) Math.min(KNOTS.length - 2, place);
    double part = place - low;
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = KNOTS[low] >> shift & 0xff;
      int to = KNOTS[low + 1] >> shift & 0xff;
      rgb |= (int) Math.round(from + part * (to - from)) << shift;
    }
    return rgb;
  }

  /**
   * @param value from 0 to 1; others count as the nearer end
   * @return its colour, 0xRRGGBB
   */
  public static int rgb(double value) {
    return COLOURS[(int) Math.round(Math.max(0, Math.min(1, value)) * (COLOURS.length - 1))];
  }
}
