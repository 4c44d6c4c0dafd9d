package sc.fiji.fewshot.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Several colour augmentations, one after the other.
 *
 * @param steps what to apply, first to last
 */
public record Sequence(List<ColourAugmentation> steps) implements ColourAugmentation {

  /** Copies the list. */
  public Sequence {
    steps = List.copyOf(steps);
  }

  @Override
  public RgbImage apply(RgbImage image, RandomGenerator random) {
    RgbImage result = image;
    for (ColourAugmentation step : steps) {
      result = step.apply(result, random);
    }
    return result;
  }
}
