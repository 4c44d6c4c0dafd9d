package sc.fiji.fewshot.predict;

import java.util.Random;
import sc.fiji.fewshot.encode.EmbeddingMatrix;

/** Embeddings of slices that no image was needed for. */
public final class MadeEmbeddings {

  private MadeEmbeddings() {}

  /**
   * @param rows one a cell of the grid; brought to unit length
   */
  public static SliceEmbeddings of(PatchGrid grid, int slice, float[][] rows) {
    EmbeddingMatrix matrix = new EmbeddingMatrix(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      matrix.set(i, unit(rows[i]));
    }
    return new SliceEmbeddings(grid, slice, matrix);
  }

  /** Embeddings of a slice that shows nothing. */
  public static SliceEmbeddings random(PatchGrid grid, int dimension) {
    Random random = new Random(1);
    EmbeddingMatrix matrix = new EmbeddingMatrix(grid.columns() * grid.rows(), dimension);
    float[] row = new float[dimension];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int k = 0; k < dimension; k++) {
        row[k] = random.nextFloat() - 0.5f;
      }
      matrix.set(i, unit(row));
    }
    return new SliceEmbeddings(grid, 0, matrix);
  }

  /** The vector at unit length. */
  public static float[] unit(float[] row) {
    double squares = 0;
    for (float value : row) {
      squares += (double) value * value;
    }
    float[] unit = new float[row.length];
    for (int k = 0; k < row.length; k++) {
      unit[k] = (float) (row[k] / Math.sqrt(squares));
    }
    return unit;
  }
}
