package sc.fiji.fewshot.augment;

import java.util.random.RandomGenerator;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Stains as another laboratory might have mixed them: the amounts of haematoxylin, eosin and DAB
 * (see {@link StainSpace}) are each scaled and shifted, after D. Tellez and others, "Whole-Slide
 * Mitosis Detection in H&amp;E Breast Histology Using PHH3 as a Reference to Train Distilled
 * Stain-Invariant Convolutional Networks", IEEE Transactions on Medical Imaging 37 (2018)
 * 2126-2136. It tints grey images.
 *
 * @param maxScale each stain is scaled by {@code 1 - maxScale} to {@code 1 + maxScale}; 0 to 1
 * @param maxShift the largest amount added or taken away, in optical density, at least 0
 */
public record StainJitter(double maxScale, double maxShift) implements ColourAugmentation {

  /** Checks the ranges. */
  public StainJitter {
    if (!(maxScale >= 0 && maxScale <= 1 && maxShift >= 0)) {
      throw new IllegalArgumentException(
          "scale " + maxScale + " is not from 0 to 1 or shift " + maxShift + " is below 0");
    }
  }

  @Override
  public RgbImage apply(RgbImage image, RandomGenerator random) {
    double[] scale = new double[StainSpace.STAINS];
    double[] shift = new double[StainSpace.STAINS];
    for (int stain = 0; stain < StainSpace.STAINS; stain++) {
      scale[stain] = 1 + Draw.symmetric(random, maxScale);
      shift[stain] = Draw.symmetric(random, maxShift);
    }
    return adjust(image, scale, shift);
  }

  /**
   * @param image values from 0 to 1
   * @param scale factors on the amounts of haematoxylin, eosin and DAB
   * @param shift what is added to the scaled amounts, optical density
   * @return the restained image
   */
  public static RgbImage adjust(RgbImage image, double[] scale, double[] shift) {
    float[] amounts = StainSpace.separate(image);
    for (int i = 0; i < amounts.length; i += StainSpace.STAINS) {
      for (int stain = 0; stain < StainSpace.STAINS; stain++) {
        amounts[i + stain] = (float) (amounts[i + stain] * scale[stain] + shift[stain]);
      }
    }
    return StainSpace.combine(image.width(), image.height(), amounts);
  }
}
