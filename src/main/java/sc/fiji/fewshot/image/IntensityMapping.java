package sc.fiji.fewshot.image;

import java.util.Arrays;
import sc.fiji.fewshot.FewShotException;

/**
 * How an image's channels become the three channels from 0 to 1 that a CNN takes. The same mapping
 * is used at training and at prediction, so it is kept in the classifier.
 *
 * @param channels which channel goes to red, green and blue: 0-based, or {@value #NONE} for black;
 *     the same one three times makes grey
 * @param perImage whether each image's own window or percentiles make its range; else {@code low}
 *     and {@code high} do
 * @param lowPercentile percentile that becomes 0, in per cent
 * @param highPercentile percentile that becomes 1, in per cent
 * @param low the value that becomes 0, for each of the three
 * @param high the value that becomes 1, for each of the three
 */
public record IntensityMapping(
    int[] channels,
    boolean perImage,
    double lowPercentile,
    double highPercentile,
    float[] low,
    float[] high) {

  /** Stands for a channel that does not exist: black. */
  public static final int NONE = -1;

  /** Stands for the mean of an RGB image's channels; only in mappings for one image. */
  private static final int MEAN = -2;

  private static final double USUAL_LOW = 0.1;
  private static final double USUAL_HIGH = 99.9;
  private static final float BYTE_MAX = 255;

  /** Checks that there are three of each. */
  public IntensityMapping {
    if (channels.length != 3 || low.length != 3 || high.length != 3) {
      throw new IllegalArgumentException("a mapping has three channels");
    }
    if (!(lowPercentile >= 0 && lowPercentile < highPercentile && highPercentile <= 100)) {
      throw new IllegalArgumentException("percentiles " + lowPercentile + " to " + highPercentile);
    }
  }

  /**
   * A sensible mapping: RGB as it is; one channel as grey; two or more as red, green, blue. A CT is
   * clipped at the window that its file asks for, the same for all images; others than RGB at each
   * image's own window, or its percentiles if it asks for none.
   *
   * @param image to look at
   * @return its mapping
   */
  public static IntensityMapping guess(ImageSource image) {
    int[] channels =
        switch (image.channels()) {
          case 1 -> new int[] {0, 0, 0};
          case 2 -> new int[] {0, 1, NONE};
          default -> new int[] {0, 1, 2};
        };
    IntensityMapping mapping =
        new IntensityMapping(
            channels,
            !image.isRgb(),
            USUAL_LOW,
            USUAL_HIGH,
            new float[3],
            new float[] {BYTE_MAX, BYTE_MAX, BYTE_MAX});
    return image
        .window()
        .filter(DisplayWindow::absolute)
        .map(window -> mapping.withFixedRange(window.low(), window.high()))
        .orElse(mapping);
  }

  /**
   * @param order which channel goes to red, green and blue: 0-based or {@value #NONE}
   * @return this mapping of those channels
   */
  public IntensityMapping withChannels(int... order) {
    return new IntensityMapping(order.clone(), perImage, lowPercentile, highPercentile, low, high);
  }

  /**
   * A folder may mix grey and colour files; each is read in its own way then.
   *
   * @param image of a collection that this mapping was guessed from
   * @return this mapping if the image is of the kind it is for, else the one guessed from the image
   */
  public IntensityMapping fitting(ImageSource image) {
    boolean absolute = image.window().filter(DisplayWindow::absolute).isPresent();
    boolean sameKind = perImage != (image.isRgb() || absolute);
    boolean enough = Arrays.stream(channels).allMatch(c -> c < image.channels());
    return sameKind && enough ? this : guess(image);
  }

  /**
   * @param from the value that becomes 0
   * @param to the value that becomes 1
   * @return this mapping with that range for every image
   */
  public IntensityMapping withFixedRange(float from, float to) {
    return new IntensityMapping(
        channels,
        false,
        lowPercentile,
        highPercentile,
        new float[] {from, from, from},
        new float[] {to, to, to});
  }

  /**
   * The mapping for one image: its window or percentiles become the fixed ranges that they stand
   * for. What was made for grey takes the mean of the three channels of an RGB image, as ImageJ's
   * conversion to 8 bits does but without rounding.
   *
   * @param image to be mapped
   * @return a mapping with fixed ranges
   * @throws FewShotException if the image lacks a channel, is RGB where chosen channels are needed,
   *     holds NaN, or so many infinite values that its percentiles are infinite
   */
  public IntensityMapping resolve(ImageSource image) {
    for (int channel : channels) {
      if (channel >= image.channels()) {
        throw new FewShotException(
            "%s has %d channel(s), but channel %d was learnt from, too; take images with the same channels, or train on one of these."
                .formatted(image.name(), image.channels(), channel + 1));
      }
    }
    return image.isRgb() && !isOfRgb() ? ofColours(image).range(image) : range(image);
  }

  private boolean isOfRgb() {
    return !perImage && low[0] == 0 && high[0] == BYTE_MAX;
  }

  private IntensityMapping ofColours(ImageSource image) {
    if (Arrays.stream(channels).distinct().count() > 1) {
      throw new FewShotException(
          "%s is an RGB image, but chosen channels of another kind of image were learnt from; take images with the same channels, or train on one of these."
              .formatted(image.name()));
    }
    return withChannels(MEAN, MEAN, MEAN);
  }

  private IntensityMapping range(ImageSource image) {
    if (!perImage) {
      return this;
    }
    if (image.window().isPresent()) {
      DisplayWindow window = image.window().get();
      return withFixedRange(window.low(), window.high());
    }
    float[][] sample = PixelSample.of(image);
    float[] from = new float[3];
    float[] to = new float[3];
    for (int c = 0; c < 3; c++) {
      if (channels[c] != NONE) {
        float[] sorted = values(sample, channels[c]).clone();
        Arrays.sort(sorted);
        from[c] = percentile(sorted, lowPercentile);
        to[c] = percentile(sorted, highPercentile);
        checkRange(image, from[c], to[c]);
      }
    }
    return new IntensityMapping(channels, false, lowPercentile, highPercentile, from, to);
  }

  private static void checkRange(ImageSource image, float from, float to) {
    // Not finite either if one of the two is not.
    if (!Float.isFinite(to - from)) {
      throw new FewShotException(
          "%s holds so many infinite or huge values that its intensities have no range; limit them, for instance with Process > Math > Min and Max."
              .formatted(image.name()));
    }
  }

  private static float[] values(float[][] raw, int channel) {
    if (channel != MEAN) {
      return raw[channel];
    }
    float[] mean = new float[raw[0].length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (raw[0][i] + raw[1][i] + raw[2][i]) / 3;
    }
    return mean;
  }

  /** Linear interpolation between the two nearest ranks. */
  private static float percentile(float[] sorted, double percent) {
    double rank = percent / 100 * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return (float) (sorted[below] + (rank - below) * (sorted[above] - (double) sorted[below]));
  }

  /**
   * Maps raw values.
   *
   * @param raw one array a channel of the image
   * @return interleaved values from 0 to 1
   * @throws FewShotException if there is a NaN among them
   */
  float[] apply(float[][] raw, String imageName) {
    int n = raw[0].length;
    float[] out = new float[3 * n];
    for (int c = 0; c < 3; c++) {
      if (channels[c] != NONE) {
        float[] values = values(raw, channels[c]);
        // Finite: an infinite scale makes NaN of the lowest value, a scale of 0 of an infinite one.
        boolean flat = !(high[c] > low[c]);
        float scale = Math.min(Float.MAX_VALUE, 1 / (high[c] - low[c]));
        for (int i = 0; i < n; i++) {
          float value = values[i];
          if (Float.isNaN(value)) {
            throw notANumber(imageName);
          }
          out[3 * i + c] = flat ? 0 : Math.min(1, Math.max(0, (value - low[c]) * scale));
        }
      }
    }
    return out;
  }

  static FewShotException notANumber(String imageName) {
    return new FewShotException(
        imageName
            + " holds pixels that are not a number (NaN); replace them, for instance with Process >"
            + " Math > NaN Background or Macro.");
  }
}
