package sc.fiji.fewshot.evaluate.forest;

import sc.fiji.fewshot.image.RgbImage;

/**
 * Features of the kind that the Trainable Weka Segmentation offers, summed up over a whole image:
 * of its grey values, at four scales, the Gaussian, the gradient, the eigenvalues and the trace of
 * the Hessian, the eigenvalues of the structure tensor and the difference of Gaussians; and local
 * binary patterns and colours.
 */
public final class HandmadeFeatures {

  /** Names these features for caches. */
  public static final String VERSION = "1 handmade";

  /** Side that images are brought to, pixels. */
  public static final int SIDE = 96;

  private static final double[] SIGMAS = {1, 2, 4, 8};
  private static final int[] PATTERN_RADII = {1, 3};

  private HandmadeFeatures() {}

  /**
   * @param image of any size; the scales are in its pixels
   * @return as many numbers for every image
   */
  public static float[] of(RgbImage image) {
    FeatureList features = new FeatureList();
    Plane grey = grey(image);
    features.add(Summary.of(grey));
    for (double sigma : SIGMAS) {
      addScale(grey, sigma, features);
    }
    for (int radius : PATTERN_RADII) {
      features.add(BinaryPatterns.of(grey, radius));
    }
    features.add(ColourFeatures.of(image));
    return features.toArray();
  }

  private static void addScale(Plane grey, double sigma, FeatureList features) {
    Plane smooth = grey.gaussian(sigma);
    Plane dx = smooth.slopeX();
    Plane dy = smooth.slopeY();
    features.add(Summary.of(smooth));
    features.add(Summary.of(dx.map((x, y) -> (float) Math.hypot(dx.at(x, y), dy.at(x, y)))));
    Eigenvalues hessian = Eigenvalues.of(dx.slopeX(), dx.slopeY(), dy.slopeY());
    features.add(Summary.of(hessian.larger()));
    features.add(Summary.of(hessian.smaller()));
    features.add(
        Summary.of(grey.map((x, y) -> hessian.larger().at(x, y) + hessian.smaller().at(x, y))));
    Eigenvalues structure =
        Eigenvalues.of(
            dx.times(dx).gaussian(sigma),
            dx.times(dy).gaussian(sigma),
            dy.times(dy).gaussian(sigma));
    features.add(Summary.of(structure.larger()));
    features.add(Summary.of(structure.smaller()));
    features.add(Summary.of(smooth.minus(grey.gaussian(2 * sigma))));
  }

  private static Plane grey(RgbImage image) {
    float[] values = new float[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      int at = RgbImage.CHANNELS * i;
      values[i] = (image.rgb()[at] + image.rgb()[at + 1] + image.rgb()[at + 2]) / 3;
    }
    return new Plane(image.width(), image.height(), values);
  }
}
