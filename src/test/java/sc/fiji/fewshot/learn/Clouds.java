package sc.fiji.fewshot.learn;

import java.util.Random;

/** Support sets drawn from normal distributions. */
final class Clouds {

  private Clouds() {}

  /**
   * Class c lies around the axis c.
   *
   * @param perClass examples of each class
   * @param distance of a class's centre from the origin
   * @param sd of each coordinate
   */
  static Support onAxes(int classes, int perClass, int dim, double distance, double sd, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[classes * perClass][dim];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % classes;
      for (int k = 0; k < dim; k++) {
        double centre = k == labels[i] ? distance : 0;
        rows[i][k] = (float) (centre + sd * random.nextGaussian());
      }
    }
    return new Support(rows, labels, classes);
  }

  /** Two classes that differ in the second coordinate by little and vary in the first by much. */
  static Support elongated(int perClass, int dim, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[2 * perClass][dim];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 2;
      for (int k = 0; k < dim; k++) {
        rows[i][k] = (float) (0.02 * random.nextGaussian());
      }
      rows[i][0] = (float) (2 * random.nextGaussian());
      rows[i][1] += labels[i] == 0 ? -0.3f : 0.3f;
      rows[i][2] += 1;
    }
    return new Support(rows, labels, 2);
  }
}
