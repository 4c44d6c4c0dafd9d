package sc.fiji.fewshot.evaluate;

/** What was learnt in one episode. */
@FunctionalInterface
public interface Recogniser {

  /**
   * @param image of the data set
   * @return the probability of each class, 0 to 1
   */
  double[] probabilities(int image);

  /**
   * The prediction.
   *
   * @param probabilities one a class
   * @return the class with the largest one, of equal ones the first
   */
  static int mostProbable(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[best]) {
        best = c;
      }
    }
    return best;
  }
}
