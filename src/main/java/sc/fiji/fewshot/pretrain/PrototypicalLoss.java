package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The loss of Prototypical Networks (Snell et al. 2017, equations 1 and 2) on one episode whose
 * embeddings come class by class: the first half of each class's rows makes its prototype, the
 * second half asks.
 */
final class PrototypicalLoss {

  /** Distances of L2-normalised embeddings are below 4; this brings them to the scale of logits. */
  private static final float TEMPERATURE = 0.1f;

  private PrototypicalLoss() {}

  /**
   * @param embeddings (classes · perClass) x D, L2-normalised, sorted by class
   * @param classes number of classes
   * @param perClass rows of each class, even
   * @return the mean cross-entropy of the queries, a scalar; differentiable
   */
  static NDArray of(NDArray embeddings, int classes, int perClass) {
    int half = perClass / 2;
    long width = embeddings.getShape().get(1);
    NDArray grouped = embeddings.reshape(classes, perClass, width);
    NDArray prototypes = grouped.get(":, :" + half).mean(new int[] {1});
    NDArray queries = grouped.get(":, " + half + ":").reshape((long) classes * half, width);
    NDArray distances =
        queries
            .square()
            .sum(new int[] {1}, true)
            .add(prototypes.square().sum(new int[] {1}, true).transpose())
            .sub(queries.matMul(prototypes.transpose()).mul(2f));
    NDArray logProbability = distances.div(-TEMPERATURE).logSoftmax(1);
    NDArray own = oneHot(embeddings.getManager(), classes, half);
    return logProbability.mul(own).sum().div(-(float) classes * half);
  }

  private static NDArray oneHot(NDManager manager, int classes, int repeats) {
    return manager.eye(classes).repeat(0, repeats).toType(DataType.FLOAT32, false);
  }
}
