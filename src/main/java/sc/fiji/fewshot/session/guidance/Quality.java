package sc.fiji.fewshot.session.guidance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.evaluate.ClopperPearson;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.SessionState;

/**
 * How good the marks are, told from what the classifier says of each mark when it learns from the
 * others. That holds for this image; for others it is optimistic. The only mark of its class cannot
 * be left out and does not count.
 *
 * @param classes that were learnt, in the order of the confusion matrix
 * @param leftOut the classes of marks against the classes that they get when left out
 * @param suspects marks that look mislabelled, the most suspicious first
 * @param needs classes that need more marks, the most urgent first
 */
public record Quality(
    List<LabelClass> classes, ConfusionMatrix leftOut, List<Suspect> suspects, List<Need> needs) {

  /** Copies the lists. */
  public Quality {
    classes = List.copyOf(classes);
    suspects = List.copyOf(suspects);
    needs = List.copyOf(needs);
  }

  /**
   * Judges the marks; takes microseconds.
   *
   * @param state the classes and marks
   * @param learnt what was learnt from them, if anything was
   * @return what is known of them
   */
  public static Quality of(SessionState state, Optional<Learnt> learnt) {
    List<LabelClass> classes = learnt.map(Learnt::classes).orElse(List.of());
    ConfusionMatrix leftOut =
        learnt.map(Quality::leftOut).orElse(new ConfusionMatrix(new int[0][]));
    List<String> names = classes.stream().map(LabelClass::name).toList();
    int[] counts = state.counts();
    List<Need> needs = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      LabelClass label = state.classes().get(c);
      int known = names.indexOf(label.name());
      int recognised = known < 0 ? 0 : leftOut.counts()[known][known];
      int tried = known < 0 ? 0 : leftOut.support(known);
      Need.of(label, counts[c], recognised, tried).ifPresent(needs::add);
    }
    List<Suspect> suspects = learnt.map(Suspect::of).orElse(List.of());
    return new Quality(classes, leftOut, suspects, Need.byUrgency(needs));
  }

  private static ConfusionMatrix leftOut(Learnt learnt) {
    double[][] probabilities = learnt.head().fitted().leaveOneOutProbabilities();
    int classes = learnt.classes().size();
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < probabilities.length; i++) {
      if (!Double.isNaN(probabilities[i][0])) {
        counts[learnt.support().labels()[i]][argmax(probabilities[i])]++;
      }
    }
    return new ConfusionMatrix(counts);
  }

  /** The number of the largest; the first of equals. */
  static int argmax(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      if (values[c] > values[best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * @return the fraction of left-out marks that were recognised; NaN if none could be left out
   */
  public double accuracy() {
    return leftOut.accuracy();
  }

  /**
   * @return its 95 % interval; 0 to 1 if none could be left out
   */
  public ClopperPearson interval() {
    return ClopperPearson.of(leftOut.correct(), leftOut.total());
  }
}
