package sc.fiji.fewshot.augment;

import java.util.List;
import java.util.function.IntUnaryOperator;
import sc.fiji.fewshot.image.Resampler;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Tells from a collection of images whether their directions matter. Where they do not, as in most
 * microscopy, an image less its mirror image is as likely as its negative, so the mean of these
 * differences over n images shrinks as noise does: n |mean|² comes out near the mean of their
 * squares. Patients lie as they lie: the mean difference stays, and the ratio grows with n.
 */
public final class Directions {

  /** Fewer images than this tell nothing. */
  public static final int FEWEST_IMAGES = 12;

  private static final int SIDE = 16;
  private static final double RATIO_OF_ORIENTED = 5;

  private Directions() {}

  /**
   * @param images of one kind, at least {@value #FEWEST_IMAGES}, any size
   * @return whether they are alike in all directions, as far as can be told
   */
  public static boolean alike(List<RgbImage> images) {
    return ratio(images) < RATIO_OF_ORIENTED;
  }

  /**
   * @param images of one kind
   * @return n |mean difference|² over the mean squared difference, the larger one of turning upside
   *     down and of transposing; near 1 where directions do not matter
   */
  static double ratio(List<RgbImage> images) {
    List<double[]> small = images.stream().map(Directions::normalised).toList();
    double upsideDown = ratio(small, i -> (SIDE - 1 - i / SIDE) * SIDE + i % SIDE);
    double transposed = ratio(small, i -> i % SIDE * SIDE + i / SIDE);
    return Math.max(upsideDown, transposed);
  }

  private static double ratio(List<double[]> images, IntUnaryOperator other) {
    double[] sum = new double[SIDE * SIDE];
    double squares = 0;
    for (double[] image : images) {
      for (int i = 0; i < sum.length; i++) {
        double difference = image[i] - image[other.applyAsInt(i)];
        sum[i] += difference;
        squares += difference * difference;
      }
    }
    double squaredSum = 0;
    for (double value : sum) {
      squaredSum += value * value;
    }
    return squares > 0 ? squaredSum / squares : 0;
  }

  /** Brightness at a small size, with mean 0 and standard deviation 1: every image counts alike. */
  private static double[] normalised(RgbImage image) {
    float[] rgb = Resampler.resize(image, SIDE, SIDE).rgb();
    double[] grey = new double[SIDE * SIDE];
    double mean = 0;
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / 3;
      mean += grey[i] / grey.length;
    }
    double variance = 0;
    for (int i = 0; i < grey.length; i++) {
      grey[i] -= mean;
      variance += grey[i] * grey[i] / grey.length;
    }
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < grey.length; i++) {
      grey[i] = deviation > 0 ? grey[i] / deviation : 0;
    }
    return grey;
  }
}
