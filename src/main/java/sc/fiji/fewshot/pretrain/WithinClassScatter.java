package sc.fiji.fewshot.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * Measures how embeddings scatter within classes, over several data sets of equal say, and derives
 * the metric that {@link sc.fiji.fewshot.learn.Whitening} applies. The scatter is shrunk towards a
 * multiple of the identity, and beyond the leading directions taken to be the same in all.
 */
final class WithinClassScatter {

  private static final int DIRECTIONS = 256;
  private static final double SHRINKAGE = 0.3;

  private final Standardiser standardiser;
  private final List<double[]> rows = new ArrayList<>();
  private int sets;

  /**
   * @param standardiser without a metric
   */
  WithinClassScatter(Standardiser standardiser) {
    this.standardiser = standardiser;
  }

  /**
   * Adds a data set.
   *
   * @param embeddings raw
   * @param labels the class of each
   * @param classes how many there are
   */
  void add(float[][] embeddings, int[] labels, int classes) {
    int dimension = standardiser.dimension();
    double[][] mean = new double[classes][dimension];
    int[] counts = new int[classes];
    List<double[]> own = new ArrayList<>();
    for (int i = 0; i < embeddings.length; i++) {
      float[] z = standardiser.apply(embeddings[i]);
      double[] row = new double[dimension];
      for (int k = 0; k < dimension; k++) {
        row[k] = z[k];
        mean[labels[i]][k] += z[k];
      }
      counts[labels[i]]++;
      own.add(row);
    }
    double squares = 0;
    for (int i = 0; i < own.size(); i++) {
      double[] row = own.get(i);
      for (int k = 0; k < dimension; k++) {
        row[k] -= mean[labels[i]][k] / counts[labels[i]];
        squares += row[k] * row[k];
      }
    }
    double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (double[] row : own) {
      for (int k = 0; k < dimension; k++) {
        row[k] *= scale;
      }
    }
    rows.addAll(own);
    sets++;
  }

  /**
   * @return the standardiser's statistics with the metric
   */
  EmbeddingStatistics statistics() {
    if (rows.isEmpty()) {
      return new EmbeddingStatistics(standardiser.mean(), standardiser.sd());
    }
    // Fewer rows than dimensions: the scatter's eigenvectors are combinations of the rows, whose
    // coefficients are eigenvectors of the rows' dot products.
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(gram(), false));
    double[] values = eigen.getRealEigenvalues();
    int count = 0;
    while (count < Math.min(DIRECTIONS, values.length - 1) && values[count] > 1e-9) {
      count++;
    }
    double floor = SHRINKAGE / standardiser.dimension();
    double beyond = floor + (1 - SHRINKAGE) * Math.max(0, values[count]);
    float[][] directions = new float[count][];
    float[] gains = new float[count];
    for (int j = 0; j < count; j++) {
      directions[j] = combination(eigen.getEigenvector(j).toArray(), Math.sqrt(sets * values[j]));
      gains[j] = (float) Math.sqrt(beyond / (floor + (1 - SHRINKAGE) * values[j]));
    }
    return new EmbeddingStatistics(standardiser.mean(), standardiser.sd(), directions, gains);
  }

  private double[][] gram() {
    double[][] gram = new double[rows.size()][rows.size()];
    for (int i = 0; i < gram.length; i++) {
      double[] a = rows.get(i);
      for (int j = 0; j <= i; j++) {
        double[] b = rows.get(j);
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
          sum += a[k] * b[k];
        }
        gram[i][j] = sum / sets;
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  private float[] combination(double[] coefficients, double length) {
    double[] sum = new double[standardiser.dimension()];
    for (int i = 0; i < coefficients.length; i++) {
      double[] row = rows.get(i);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += coefficients[i] * row[k];
      }
    }
    float[] direction = new float[sum.length];
    for (int k = 0; k < sum.length; k++) {
      direction[k] = (float) (sum[k] / length);
    }
    return direction;
  }
}
