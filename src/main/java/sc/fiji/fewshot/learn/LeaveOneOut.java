package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cross-validation by refitting: each example on its own up to {@value #EXACT} examples, beyond
 * that {@value #FOLDS} folds, since the cost of one refit grows with the cube of the examples while
 * what the left-out 5 % would have taught shrinks. The folds are dealt out class by class, so they
 * are the same every time and no class with two examples is ever left out altogether.
 */
public final class LeaveOneOut {

  static final int EXACT = 60;
  static final int FOLDS = 20;

  private LeaveOneOut() {}

  static double[][] byRefit(Kernel kernel, DualSolver solver) {
    int n = kernel.size();
    return byFolds(kernel, solver, n <= EXACT ? n : FOLDS);
  }

  /**
   * By some number of folds where a refit takes long.
   *
   * @param folds how many
   */
  static double[][] byFolds(Kernel kernel, DualSolver solver, int folds) {
    return byFolds(
        kernel,
        folds,
        (kept, i) -> kernel.similarities(i, kept),
        kept -> solver.solve(kernel.subset(kept)));
  }

  /**
   * Where heads are combinations of more than the examples that were kept.
   *
   * @param learn gives the head that is learnt from some examples only
   * @param rows what those heads are multiplied with, one row an example
   */
  static double[][] byKept(Kernel kernel, Function<int[], DualHead> learn, double[][] rows) {
    int n = kernel.size();
    return byFolds(kernel, n <= EXACT ? n : FOLDS, (kept, i) -> rows[i], learn);
  }

  private static double[][] byFolds(
      Kernel kernel,
      int folds,
      BiFunction<int[], Integer, double[]> products,
      Function<int[], DualHead> learn) {
    int n = kernel.size();
    int[] fold = folds(kernel.labels(), kernel.classes(), folds);
    double[][] logits = new double[n][];
    for (int f = 0; f < n && f <= Arrays.stream(fold).max().orElse(-1); f++) {
      int number = f;
      int[] kept = IntStream.range(0, n).filter(i -> fold[i] != number).toArray();
      DualHead head = learn.apply(kept);
      for (int i = 0; i < n; i++) {
        if (fold[i] == number) {
          logits[i] = head.logits(products.apply(kept, i));
        }
      }
    }
    for (int i = 0; i < n; i++) {
      if (logits[i] == null) {
        logits[i] = unknown(kernel.classes());
      }
    }
    return logits;
  }

  /** What stands for an example that cannot be left out. */
  static double[] unknown(int classes) {
    double[] row = new double[classes];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  static boolean isKnown(double[] logits) {
    return !Double.isNaN(logits[0]);
  }

  /**
   * Deals examples out, class by class.
   *
   * @param labels the class of each example, from 0 on
   * @param classes how many there are
   * @param folds how many there are at most, at least 2
   * @return the fold of each example, from 0 on; -1 for the only one of its class
   */
  public static int[] folds(int[] labels, int classes, int folds) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int[] fold = new int[labels.length];
    int next = 0;
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < fold.length; i++) {
        if (labels[i] == c) {
          fold[i] = counts[c] > 1 ? next++ % folds : -1;
        }
      }
    }
    return fold;
  }
}
