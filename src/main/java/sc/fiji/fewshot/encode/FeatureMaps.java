package sc.fiji.fewshot.encode;

import java.util.List;

/**
 * The maps of all stages over one block of a plane.
 *
 * @param stages finest first
 */
public record FeatureMaps(List<FeatureMap> stages) {

  /**
   * @return bytes that the values take
   */
  long bytes() {
    return stages.stream().mapToLong(m -> (long) Float.BYTES * m.data().length).sum();
  }

  /**
   * @return length of an embedding
   */
  int embeddingLength() {
    return 2 * stages.stream().mapToInt(FeatureMap::channels).sum();
  }
}
