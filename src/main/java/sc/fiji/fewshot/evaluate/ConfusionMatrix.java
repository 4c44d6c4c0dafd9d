package sc.fiji.fewshot.evaluate;

/**
 * How often each class was taken for each class.
 *
 * @param counts one row a true class, one column a predicted class
 */
public record ConfusionMatrix(int[][] counts) {

  /** Checks that it is square. */
  public ConfusionMatrix {
    for (int[] row : counts) {
      if (row.length != counts.length) {
        throw new IllegalArgumentException("a confusion matrix is square");
      }
    }
  }

  /**
   * Counts.
   *
   * @param truth the class of each example
   * @param predicted the class that it was given
   * @param classes how many there are
   */
  public static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          truth.length + " truths, " + predicted.length + " guesses");
    }
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** How many examples were counted. */
  public int total() {
    int total = 0;
    for (int c = 0; c < counts.length; c++) {
      total += support(c);
    }
    return total;
  }

  /** How many examples were recognised. */
  public int correct() {
    int correct = 0;
    for (int c = 0; c < counts.length; c++) {
      correct += counts[c][c];
    }
    return correct;
  }

  /**
   * How many examples a class has.
   *
   * @param label the true class
   */
  public int support(int label) {
    int sum = 0;
    for (int count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** The fraction of examples that were recognised; NaN if there are none. */
  public double accuracy() {
    return correct() / (double) total();
  }

  /**
   * The fraction of a class's examples that were recognised; NaN if it has none.
   *
   * @param label the true class
   */
  public double recall(int label) {
    return counts[label][label] / (double) support(label);
  }

  /** The mean recall of the classes that have examples; NaN if none has. */
  public double balancedAccuracy() {
    double sum = 0;
    int present = 0;
    for (int c = 0; c < counts.length; c++) {
      if (support(c) > 0) {
        sum += recall(c);
        present++;
      }
    }
    return sum / present;
  }
}
