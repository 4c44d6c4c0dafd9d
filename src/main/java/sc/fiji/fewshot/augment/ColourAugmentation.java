package sc.fiji.fewshot.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import sc.fiji.fewshot.image.RgbImage;

/** A random change of colours, pixel by pixel, that leaves every pixel in its place. */
@FunctionalInterface
public interface ColourAugmentation {

  /**
   * Changes the colours by amounts drawn afresh.
   *
   * @param image values from 0 to 1; it is not written to
   * @param random where the amounts are drawn from
   * @return an image of the same size, clipped to 0 to 1; it may be {@code image} itself
   */
  RgbImage apply(RgbImage image, RandomGenerator random);

  /**
   * @return the augmentation that changes nothing and draws nothing
   */
  static ColourAugmentation none() {
    return new Sequence(List.of());
  }

  /**
   * @param steps what to apply, first to last
   * @return all of them as one
   */
  static ColourAugmentation sequence(ColourAugmentation... steps) {
    return new Sequence(List.of(steps));
  }
}
