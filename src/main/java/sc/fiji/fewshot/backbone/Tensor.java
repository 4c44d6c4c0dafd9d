package sc.fiji.fewshot.backbone;

import java.util.Arrays;

/**
 * A dense array of floats outside of any engine, as it lies in a file.
 *
 * @param shape sizes, outermost first
 * @param data the values in row-major order, as many as the product of the sizes
 */
public record Tensor(long[] shape, float[] data) {

  /** Checks that the values fill the shape. */
  public Tensor {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != data.length) {
      throw new IllegalArgumentException(
          data.length + " values do not fill " + Arrays.toString(shape));
    }
  }

  /**
   * @param rows equally long rows
   * @return the matrix of these rows
   */
  public static Tensor matrix(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    float[] data = new float[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, data, r * columns, columns);
    }
    return new Tensor(new long[] {rows.length, columns}, data);
  }

  /**
   * @param values a vector
   * @return it as a tensor of one dimension
   */
  public static Tensor vector(float[] values) {
    return new Tensor(new long[] {values.length}, values);
  }

  /**
   * @return the rows of a matrix
   * @throws IllegalStateException if this is no matrix
   */
  public float[][] rows() {
    if (shape.length != 2) {
      throw new IllegalStateException("a tensor of shape " + Arrays.toString(shape));
    }
    int columns = (int) shape[1];
    float[][] rows = new float[(int) shape[0]][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(data, r * columns, (r + 1) * columns);
    }
    return rows;
  }
}
