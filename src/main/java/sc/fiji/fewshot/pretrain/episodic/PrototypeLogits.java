package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;

/** Likeness of embeddings to prototypes. */
final class PrototypeLogits {

  private PrototypeLogits() {}

  /**
   * @param query M x D embeddings
   * @param prototypes C x D
   * @return M x C, the negative squared Euclidean distances (Snell, Swersky and Zemel, NIPS 2017,
   *     equation 2); differentiable
   */
  static NDArray squaredEuclidean(NDArray query, NDArray prototypes) {
    NDArray dot = query.matMul(prototypes.transpose());
    NDArray own = query.square().sum(new int[] {1}, true);
    NDArray other = prototypes.square().sum(new int[] {1}).reshape(1, -1);
    return dot.mul(2f).sub(own).sub(other);
  }

  /**
   * @param query M x D embeddings
   * @param prototypes C x D
   * @return M x C cosines; differentiable
   */
  static NDArray cosine(NDArray query, NDArray prototypes) {
    return unit(query).matMul(unit(prototypes).transpose());
  }

  static NDArray unit(NDArray rows) {
    return rows.div(rows.square().sum(new int[] {1}, true).add(1e-6f).sqrt());
  }
}
