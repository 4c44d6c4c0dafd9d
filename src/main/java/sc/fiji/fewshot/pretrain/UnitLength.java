package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;

/** Rows of length 1, differentiably. */
final class UnitLength {

  private UnitLength() {}

  /**
   * @param rows N x D
   * @return N x D of unit length
   */
  static NDArray of(NDArray rows) {
    return rows.div(rows.square().sum(new int[] {1}, true).add(1e-6f).sqrt());
  }
}
