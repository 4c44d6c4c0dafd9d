package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/** Copies matrices out of the engine. */
final class Matrices {

  private Matrices() {}

  static float[][] rows(NDArray matrix) {
    int rows = (int) matrix.getShape().get(0);
    int columns = (int) matrix.getShape().get(1);
    float[] all = matrix.toFloatArray();
    float[][] out = new float[rows][];
    for (int r = 0; r < rows; r++) {
      out[r] = Arrays.copyOfRange(all, r * columns, (r + 1) * columns);
    }
    return out;
  }
}
