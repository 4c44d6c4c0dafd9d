package sc.fiji.fewshot.session.guidance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.Learnt;

/**
 * A mark that looks as if it had the wrong class: without it, the others say with confidence that
 * it is of another class. What counts as confidence is nearly, as in Northcutt, Jiang and Chuang,
 * "Confident Learning: Estimating Uncertainty in Dataset Labels" (JAIR 2021, arXiv:1911.00068,
 * section 3.1), the mean probability that marks of that other class have for it when left out.
 *
 * @param index of the mark among those that were learnt from
 * @param mark the mark
 * @param likely the class that it looks like
 * @param ownProbability of the class that it has, predicted without it, 0 to 1
 * @param likelyProbability of the class that it looks like, predicted without it, 0 to 1
 */
public record Suspect(
    int index, Mark mark, LabelClass likely, double ownProbability, double likelyProbability) {

  /** The more probable class has to be this probable at least. */
  private static final double LEAST = 0.5;

  /**
   * Share of that mean which suffices: of many marks of a class half are below their mean, so that
   * a tenth less finds a fifth more of the swapped ones.
   */
  private static final double NEARLY = 0.9;

  static List<Suspect> of(Learnt learnt) {
    double[][] leftOut = learnt.head().fitted().leaveOneOutProbabilities();
    int[] labels = learnt.support().labels();
    double[] usual = usual(leftOut, labels);
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int likely = labels[i];
      for (int c = 0; c < usual.length; c++) {
        if (leftOut[i][c] > leftOut[i][likely]) {
          likely = c;
        }
      }
      if (likely != labels[i] && leftOut[i][likely] >= Math.max(LEAST, NEARLY * usual[likely])) {
        suspects.add(
            new Suspect(
                i,
                learnt.marks().get(i),
                learnt.classes().get(likely),
                leftOut[i][labels[i]],
                leftOut[i][likely]));
      }
    }
    suspects.sort(
        Comparator.comparingDouble((Suspect s) -> s.ownProbability() - s.likelyProbability()));
    return List.copyOf(suspects);
  }

  /** The mean left-out probability that the marks of each class have for it; NaN if unknown. */
  private static double[] usual(double[][] leftOut, int[] labels) {
    double[] sums = new double[leftOut[0].length];
    int[] counts = new int[sums.length];
    for (int i = 0; i < labels.length; i++) {
      double own = leftOut[i][labels[i]];
      if (!Double.isNaN(own)) {
        sums[labels[i]] += own;
        counts[labels[i]]++;
      }
    }
    for (int c = 0; c < sums.length; c++) {
      sums[c] /= counts[c];
    }
    return sums;
  }
}
