package sc.fiji.fewshot.pretrain;

import java.util.Random;
import sc.fiji.fewshot.augment.BrightnessContrast;
import sc.fiji.fewshot.augment.ColourAugmentation;
import sc.fiji.fewshot.augment.Gamma;
import sc.fiji.fewshot.augment.GeometryRanges;
import sc.fiji.fewshot.augment.HueSaturation;
import sc.fiji.fewshot.augment.StainJitter;
import sc.fiji.fewshot.augment.ViewGeometry;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Random views of training images: other position, size and direction, and the same once more with
 * other stain, exposure and colours, as another scanner would show it.
 *
 * @param side width and height of a view, pixels
 */
public record TrainingViews(int side) {

  private static final double SMALLEST_CROP = 0.5;
  private static final double LARGEST_SHIFT = 0.15;
  private static final double TILT = Math.toRadians(12);

  private static final ColourAugmentation COLOURS =
      ColourAugmentation.sequence(
          new BrightnessContrast(0.1, 0.25), new Gamma(1.35), new HueSaturation(0.03, 0.35));

  private static final ColourAugmentation STAINS = new StainJitter(0.25, 0.04);

  /**
   * One view twice.
   *
   * @param clean for the teacher
   * @param jittered for the student
   */
  public record Pair(RgbImage clean, RgbImage jittered) {}

  /**
   * @param image square
   * @param directionsAlike whether it may be turned and mirrored
   * @param random the source of chance
   * @return a view
   */
  public Pair draw(RgbImage image, boolean directionsAlike, Random random) {
    double whole = (double) side / image.width();
    GeometryRanges ranges =
        new GeometryRanges(
            directionsAlike ? Math.PI : TILT,
            directionsAlike,
            whole,
            whole / SMALLEST_CROP,
            LARGEST_SHIFT);
    RgbImage clean = ViewGeometry.random(random, ranges, side).sample(image, side);
    RgbImage stained =
        directionsAlike && random.nextBoolean() ? STAINS.apply(clean, random) : clean;
    return new Pair(clean, COLOURS.apply(stained, random));
  }
}
