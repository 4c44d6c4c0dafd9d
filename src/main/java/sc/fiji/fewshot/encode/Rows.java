package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;

/** Copies a matrix out of the engine. */
public final class Rows {

  private Rows() {}

  /**
   * @param matrix of floats, on any device
   * @return a copy, row by row
   */
  public static float[][] of(NDArray matrix) {
    int rows = (int) matrix.getShape().get(0);
    int columns = (int) matrix.getShape().get(1);
    FloatBuffer all = EngineMemory.read(matrix);
    float[][] out = new float[rows][columns];
    for (float[] row : out) {
      all.get(row);
    }
    return out;
  }
}
