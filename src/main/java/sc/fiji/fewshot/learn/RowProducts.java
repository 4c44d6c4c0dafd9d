package sc.fiji.fewshot.learn;

/**
 * Products of one vector with several rows. Four rows go side by side: each addition to a sum waits
 * for the one before it, and the other three sums fill that wait. A row's terms are added in their
 * order, so each sum is the one of a plain loop, to the last bit.
 */
final class RowProducts {

  private static final int TOGETHER = 4;

  private RowProducts() {}

  /**
   * @param start one number a row, from which its sum begins
   * @param rows each as long as the vector
   * @param z the vector
   * @return for each row its start plus its product with the vector
   */
  static double[] of(float[] start, float[][] rows, float[] z) {
    double[] sums = new double[rows.length];
    int r = 0;
    for (; r + TOGETHER <= rows.length; r += TOGETHER) {
      four(r, start, rows, z, sums);
    }
    if (r < rows.length && rows.length >= TOGETHER) {
      // Some of the last four once more: that is free.
      four(rows.length - TOGETHER, start, rows, z, sums);
      r = rows.length;
    }
    for (; r < rows.length; r++) {
      double sum = start[r];
      for (int k = 0; k < z.length; k++) {
        sum += (double) rows[r][k] * z[k];
      }
      sums[r] = sum;
    }
    return sums;
  }

  private static void four(int r, float[] start, float[][] rows, float[] z, double[] sums) {
    float[] a = rows[r];
    float[] b = rows[r + 1];
    float[] c = rows[r + 2];
    float[] d = rows[r + 3];
    double sumA = start[r];
    double sumB = start[r + 1];
    double sumC = start[r + 2];
    double sumD = start[r + 3];
    for (int k = 0; k < z.length; k++) {
      double value = z[k];
      sumA += a[k] * value;
      sumB += b[k] * value;
      sumC += c[k] * value;
      sumD += d[k] * value;
    }
    sums[r] = sumA;
    sums[r + 1] = sumB;
    sums[r + 2] = sumC;
    sums[r + 3] = sumD;
  }

  /**
   * @param start one number a row, from which its sum begins
   * @param rows each as long as the vector
   * @param z the vector
   * @return for each row its start plus its product with the vector
   */
  static double[] of(double[] start, double[][] rows, double[] z) {
    double[] sums = start.clone();
    int r = 0;
    for (; r + TOGETHER <= rows.length; r += TOGETHER) {
      four(r, rows, z, sums);
    }
    for (; r < rows.length; r++) {
      double sum = sums[r];
      for (int k = 0; k < z.length; k++) {
        sum += rows[r][k] * z[k];
      }
      sums[r] = sum;
    }
    return sums;
  }

  private static void four(int r, double[][] rows, double[] z, double[] sums) {
    double[] a = rows[r];
    double[] b = rows[r + 1];
    double[] c = rows[r + 2];
    double[] d = rows[r + 3];
    double sumA = sums[r];
    double sumB = sums[r + 1];
    double sumC = sums[r + 2];
    double sumD = sums[r + 3];
    for (int k = 0; k < z.length; k++) {
      double value = z[k];
      sumA += a[k] * value;
      sumB += b[k] * value;
      sumC += c[k] * value;
      sumD += d[k] * value;
    }
    sums[r] = sumA;
    sums[r + 1] = sumB;
    sums[r + 2] = sumC;
    sums[r + 3] = sumD;
  }
}
