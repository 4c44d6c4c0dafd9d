package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Telling images apart: each view is asked which of the other views in the batch shows the same
 * image (NT-Xent: Chen, Kornblith, Norouzi and Hinton, "A Simple Framework for Contrastive Learning
 * of Visual Representations", ICML 2020, equation 1) or the same class (Khosla et al., "Supervised
 * Contrastive Learning", NeurIPS 2020, equation 2).
 */
final class ContrastiveLoss {

  private static final float TEMPERATURE = 0.15f;

  private ContrastiveLoss() {}

  /**
   * @param projected 2 n x P rows of unit length, the first views of n images, then the second ones
   * @return log-probability of each view (column) to be the one that goes with each view (row), 2 n
   *     x 2 n; no view goes with itself
   */
  static NDArray logProbabilities(NDArray projected) {
    long rows = projected.getShape().get(0);
    NDArray self = projected.getManager().eye((int) rows).mul(1e4f);
    return projected.matMul(projected.transpose()).div(TEMPERATURE).sub(self).logSoftmax(1);
  }

  /**
   * @param logProbabilities as {@link #logProbabilities} gives them
   * @return mean cross-entropy of the other view of the same image, a scalar
   */
  static NDArray sameImage(NDArray logProbabilities) {
    int n = (int) logProbabilities.getShape().get(0) / 2;
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i;
    }
    return sameClass(logProbabilities, labels);
  }

  /**
   * @param logProbabilities as {@link #logProbabilities} gives them
   * @param labels the class of each of the n images
   * @return mean cross-entropy of the views of the same class, a scalar
   */
  static NDArray sameClass(NDArray logProbabilities, int[] labels) {
    NDArray share = share(logProbabilities.getManager(), labels);
    return logProbabilities.mul(share).sum().div(-2f * labels.length);
  }

  /** One row a view: equal shares of 1 for the other views of its class. */
  private static NDArray share(NDManager manager, int[] labels) {
    int rows = 2 * labels.length;
    float[] share = new float[rows * rows];
    for (int i = 0; i < rows; i++) {
      int count = 0;
      for (int j = 0; j < rows; j++) {
        count += same(labels, i, j) ? 1 : 0;
      }
      for (int j = 0; j < rows; j++) {
        share[i * rows + j] = same(labels, i, j) ? 1f / count : 0;
      }
    }
    return manager.create(share, new Shape(rows, rows)).toType(DataType.FLOAT32, false);
  }

  private static boolean same(int[] labels, int i, int j) {
    return i != j && labels[i % labels.length] == labels[j % labels.length];
  }
}
