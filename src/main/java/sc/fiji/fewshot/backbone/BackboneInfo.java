package sc.fiji.fewshot.backbone;

import java.util.List;

/**
 * What the rest of the program needs to know of a backbone.
 *
 * @param name catalogue name or file name
 * @param sha256 of the weights, lower-case hexadecimal; ties a classifier to its backbone
 * @param stages the feature maps it yields, finest first
 * @param inputMultiple width and height of its input must be multiples of this, pixels
 * @param halo how far beyond a feature cell the input still matters, pixels; a multiple of {@code
 *     inputMultiple}
 */
public record BackboneInfo(
    String name, String sha256, List<Stage> stages, int inputMultiple, int halo) {

  /**
   * One feature map.
   *
   * @param stride input pixels a cell
   * @param channels features a cell
   */
  public record Stage(int stride, int channels) {}

  /**
   * @return length of an embedding: mean and standard deviation of every channel of every stage
   */
  public int embeddingLength() {
    return 2 * stages.stream().mapToInt(Stage::channels).sum();
  }
}
