package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/**
 * The linear map from an embedding to the space in which views are compared during training. It is
 * thrown away afterwards: what the comparison forgets, the embedding before it keeps (Chen et al.
 * 2020, section 4.2).
 */
final class Projection implements AutoCloseable {

  private static final int LENGTH = 256;

  private final NDManager manager;
  private final NDArray weights;

  Projection(NDManager parent, int embeddingLength, long seed) {
    manager = parent.newSubManager();
    Random random = new Random(seed);
    float[] values = new float[embeddingLength * LENGTH];
    for (int i = 0; i < values.length; i++) {
      // Unit vectors in give vectors of about unit length.
      values[i] = (float) (random.nextGaussian() / Math.sqrt(LENGTH));
    }
    weights = manager.create(values, new Shape(embeddingLength, LENGTH));
  }

  /**
   * @param z N x D standardised embeddings of unit length
   * @return N x 256 of unit length
   */
  NDArray of(NDArray z) {
    return UnitLength.of(z.matMul(weights));
  }

  /** Lets the weights be learnt. */
  void learnBy(ClippedAdam optimizer) {
    optimizer.add("projection", weights);
  }

  @Override
  public void close() {
    manager.close();
  }
}
