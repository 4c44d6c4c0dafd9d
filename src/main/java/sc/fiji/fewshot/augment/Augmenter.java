package sc.fiji.fewshot.augment;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Makes the views of examples. Each view depends on nothing but the preset, the seed, the example
 * and the index of the view: not on the order or the thread in which views are made, nor on how
 * many there are.
 *
 * <p>View 0 is the untouched centre crop. Where all directions are alike, views 1 to 7 are its
 * other {@link ViewGeometry#dihedral()} forms with their colours as they are. All further views are
 * random in geometry and colours. Where views vary strongly all but view 0 are random, twice as far
 * in geometry and with their colours changed twice.
 *
 * @param preset what may vary
 * @param strong whether it varies strongly
 * @param seed another seed gives other random views
 */
public record Augmenter(AugmentationPreset preset, boolean strong, long seed) {

  private static final int QUERY_VIEWS = 4;

  /**
   * Makes views that vary as usual.
   *
   * @param preset what may vary
   * @param seed another seed gives other random views
   */
  public Augmenter(AugmentationPreset preset, long seed) {
    this(preset, false, seed);
  }

  /**
   * @return how far random views may go
   */
  public GeometryRanges geometry() {
    return strong ? preset.geometry().doubled() : preset.geometry();
  }

  /**
   * Makes the first views of an example.
   *
   * @param context the example with its surroundings, its centre in the middle; views that reach
   *     beyond it see it mirrored, which {@link GeometryRanges#contextSide} helps to avoid
   * @param side columns and rows of each view, pixels
   * @param count how many views, at least 1
   * @param exampleId tells examples apart, so that each gets its own random views
   * @return {@code count} views, but only view 0 where the preset is {@link
   *     AugmentationPreset#NONE}
   */
  public List<RgbImage> views(RgbImage context, int side, int count, long exampleId) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " views are too few");
    }
    int different = preset == AugmentationPreset.NONE ? 1 : count;
    return IntStream.range(0, different)
        .mapToObj(index -> view(context, side, index, exampleId))
        .toList();
  }

  /**
   * How many of the first views a whole image gets that is to be recognised: their mean embedding
   * says more than that of the image as it is, at the price of as many passes.
   *
   * @return where all directions are alike 4, the image and its turns by right angles, else 1
   */
  public int queryViews() {
    return preset.allDirectionsAlike() ? QUERY_VIEWS : 1;
  }

  /**
   * Makes one view of an example, the same as {@link #views} has at that index.
   *
   * @param context the example with its surroundings, its centre in the middle
   * @param side columns and rows of the view, pixels
   * @param index which view, at least 0
   * @param exampleId tells examples apart
   * @return the view
   */
  public RgbImage view(RgbImage context, int side, int index, long exampleId) {
    if (index == 0) {
      return ViewGeometry.identity().sample(context, side);
    }
    List<ViewGeometry> dihedral = ViewGeometry.dihedral();
    if (!strong && preset.allDirectionsAlike() && index < dihedral.size()) {
      return dihedral.get(index).sample(context, side);
    }
    // Random, of all generators, gives the same numbers on every Java: its algorithm is specified.
    Random random = new Random(scramble(scramble(scramble(seed) + exampleId) + index));
    ViewGeometry geometry = ViewGeometry.random(random, geometry(), side);
    RgbImage view = preset.colours().apply(geometry.sample(context, side), random);
    return strong ? preset.colours().apply(view, random) : view;
  }

  /**
   * The finalizer of SplitMix64 (G. Steele and others, "Fast Splittable Pseudorandom Number
   * Generators", OOPSLA 2014): neighbouring numbers become unrelated ones.
   */
  private static long scramble(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
