package sc.fiji.fewshot.backbone;

import java.util.List;

/**
 * What the rest of the program needs to know of a backbone.
 *
 * @param name catalogue name or file name
 * @param sha256 of the weights, lower-case hexadecimal; ties a classifier to its backbone
 * @param stages the feature maps it yields, finest first; none if it yields a pooled embedding
 * @param pooledLength length of the embedding that it yields of a whole input in place of maps; 0
 *     if it yields maps
 * @param inputMultiple width and height of its input must be multiples of this, pixels
 */
public record BackboneInfo(
    String name, String sha256, List<Stage> stages, int pooledLength, int inputMultiple) {

  /** Checks that it yields either maps or an embedding. */
  public BackboneInfo {
    if (stages.isEmpty() == (pooledLength == 0)) {
      throw new IllegalArgumentException(
          "stages " + stages + " and a pooled embedding of " + pooledLength);
    }
  }

  /**
   * A backbone of feature maps.
   *
   * @param name catalogue name or file name
   * @param sha256 of the weights, lower-case hexadecimal
   * @param stages at least one, finest first
   * @param inputMultiple width and height of its input must be multiples of this, pixels
   */
  public BackboneInfo(String name, String sha256, List<Stage> stages, int inputMultiple) {
    this(name, sha256, stages, 0, inputMultiple);
  }

  /**
   * One feature map.
   *
   * @param stride input pixels a cell
   * @param channels features a cell
   */
  public record Stage(int stride, int channels) {}

  /**
   * @return whether it yields one embedding of a whole input instead of maps, so that each patch
   *     has to go through it on its own
   */
  public boolean pooled() {
    return pooledLength > 0;
  }

  /**
   * @return length of an embedding: mean and standard deviation of every channel of every stage, or
   *     of the pooled one
   */
  public int embeddingLength() {
    return pooled() ? pooledLength : 2 * stages.stream().mapToInt(Stage::channels).sum();
  }
}
