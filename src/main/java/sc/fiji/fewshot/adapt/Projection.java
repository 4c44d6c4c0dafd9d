package sc.fiji.fewshot.adapt;

/**
 * A linear map of embeddings that differs from the identity by a matrix of low rank: z becomes z +
 * up · down · z, brought back to unit length. A residual of low rank as in Hu and others, "LoRA:
 * Low-Rank Adaptation of Large Language Models" (ICLR 2022, equation 3).
 *
 * @param down rank x D
 * @param up D x rank
 */
public record Projection(float[][] down, float[][] up) {

  /** Checks that both fit each other. */
  public Projection {
    int rank = down.length;
    int dimension = up.length;
    for (float[] row : down) {
      checkLength(row, dimension);
    }
    for (float[] row : up) {
      checkLength(row, rank);
    }
    if (rank == 0 || dimension == 0) {
      throw new IllegalArgumentException("a projection of rank " + rank);
    }
  }

  private static void checkLength(float[] row, int length) {
    if (row.length != length) {
      throw new IllegalArgumentException("a row of " + row.length + " numbers, not " + length);
    }
  }

  /**
   * @return numbers in an embedding
   */
  public int dimension() {
    return up.length;
  }

  /**
   * @param z standardised embedding; left as it is
   * @return the projected one, of unit length
   */
  public float[] apply(float[] z) {
    double[] inner = new double[down.length];
    for (int r = 0; r < inner.length; r++) {
      inner[r] = dot(down[r], z);
    }
    float[] moved = new float[z.length];
    for (int k = 0; k < z.length; k++) {
      double sum = z[k];
      for (int r = 0; r < inner.length; r++) {
        sum += up[k][r] * inner[r];
      }
      moved[k] = (float) sum;
    }
    return unit(moved);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  private static float[] unit(float[] v) {
    double norm = Math.sqrt(dot(v, v));
    float[] unit = new float[v.length];
    for (int k = 0; k < v.length; k++) {
      unit[k] = norm > 0 ? (float) (v[k] / norm) : 0;
    }
    return unit;
  }
}
