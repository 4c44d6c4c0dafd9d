package sc.fiji.fewshot.encode;

/** The mean of several embeddings: of the views or the windows of one region. */
public final class MeanEmbedding {

  private MeanEmbedding() {}

  /**
   * @param rows at least one embedding, equally long
   * @return their mean, summed in double precision
   */
  public static float[] of(float[][] rows) {
    float[] mean = new float[rows[0].length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (float[] row : rows) {
        sum += row[k];
      }
      mean[k] = (float) (sum / rows.length);
    }
    return mean;
  }
}
