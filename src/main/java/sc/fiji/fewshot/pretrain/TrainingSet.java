package sc.fiji.fewshot.pretrain;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.fewshot.augment.Directions;
import sc.fiji.fewshot.image.RgbImage;

/**
 * One data set in memory.
 *
 * @param name of its folder
 * @param classes names, in the order of the labels
 * @param side width and height of every image, pixels
 * @param pixels of the images, class by class: {@code 3 * side * side} bytes each, interleaved RGB
 * @param labels the class of each image
 * @param directionsAlike whether the images may be turned and mirrored
 */
public record TrainingSet(
    String name,
    List<String> classes,
    int side,
    List<byte[]> pixels,
    int[] labels,
    boolean directionsAlike) {

  private static final int IMAGES_TO_JUDGE_BY = 48;

  /** Finds out whether directions matter. */
  static TrainingSet of(
      String name, List<String> classes, int side, List<byte[]> pixels, int[] labels) {
    TrainingSet set = new TrainingSet(name, classes, side, pixels, labels, true);
    List<RgbImage> sample = set.spread(IMAGES_TO_JUDGE_BY).mapToObj(set::image).toList();
    boolean alike = sample.size() < Directions.FEWEST_IMAGES || Directions.alike(sample);
    return new TrainingSet(name, classes, side, pixels, labels, alike);
  }

  /**
   * @return whether it has labels to learn from
   */
  public boolean labelled() {
    return classes.size() > 1;
  }

  /**
   * @return number of images
   */
  public int size() {
    return pixels.size();
  }

  /**
   * @param i number of an image
   * @return its class
   */
  public int label(int i) {
    return labels[i];
  }

  /**
   * @param i number of an image
   * @return its pixels, 0 to 1
   */
  public RgbImage image(int i) {
    byte[] bytes = pixels.get(i);
    float[] values = new float[bytes.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (bytes[k] & 0xff) / 255f;
    }
    return new RgbImage(side, side, values);
  }

  /**
   * @param count at most this many
   * @return numbers of images from all over the set
   */
  IntStream spread(int count) {
    int used = Math.min(count, size());
    return IntStream.range(0, used).map(i -> (int) ((long) i * size() / used));
  }
}
