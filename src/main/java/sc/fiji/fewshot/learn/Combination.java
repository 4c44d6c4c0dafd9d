package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.Locale;

/** How the values of a head's rows, w_r z + b_r, become the logits of its classes. */
public enum Combination {

  /** One row a class: its value is the logit. */
  LINEAR {
    @Override
    double[] logits(double[] values, int[] classOf, int classes) {
      return values;
    }
  },

  /**
   * Several rows a class: the logit is the logarithm of the sum of their exponentials, a soft
   * maximum. So the softmax over the classes gives each class the share that its rows have in a
   * softmax over all rows.
   */
  LOG_SUM_EXP {
    @Override
    double[] logits(double[] values, int[] classOf, int classes) {
      double[] largest = new double[classes];
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
      for (int r = 0; r < values.length; r++) {
        largest[classOf[r]] = Math.max(largest[classOf[r]], values[r]);
      }
      double[] logits = new double[classes];
      for (int r = 0; r < values.length; r++) {
        logits[classOf[r]] += Math.exp(values[r] - largest[classOf[r]]);
      }
      for (int c = 0; c < classes; c++) {
        logits[c] = largest[c] + Math.log(logits[c]);
      }
      return logits;
    }
  },

  /**
   * The first rows, one a class, are linear; to each class's value are added the squares of the
   * values of its further rows. So distances by a covariance of each class's own are told.
   */
  SQUARES {
    @Override
    double[] logits(double[] values, int[] classOf, int classes) {
      double[] logits = Arrays.copyOf(values, classes);
      for (int r = classes; r < values.length; r++) {
        logits[classOf[r]] += values[r] * values[r];
      }
      return logits;
    }
  };

  /**
   * @param values one a row; not needed afterwards
   * @param classOf the class of each row
   * @param classes how many there are
   * @return one logit a class
   */
  abstract double[] logits(double[] values, int[] classOf, int classes);

  /**
   * @return the word for it in files, such as {@code log-sum-exp}
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param key as in files
   * @return the combination of that name
   * @throws IllegalArgumentException if there is none
   */
  public static Combination of(String key) {
    return Arrays.stream(values())
        .filter(c -> c.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("combination " + key));
  }
}
