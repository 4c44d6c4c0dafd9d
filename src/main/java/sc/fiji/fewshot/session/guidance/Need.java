package sc.fiji.fewshot.session.guidance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.evaluate.ClopperPearson;

/**
 * A class that needs more marks.
 *
 * @param label the class
 * @param reason why
 * @param marks how many it has
 * @param recall 95 % interval of the fraction of its marks that are recognised when left out; 0 to
 *     1 where nothing is known
 */
public record Need(LabelClass label, Reason reason, int marks, ClopperPearson recall) {

  /** Why a class needs marks, the most urgent reason first. */
  public enum Reason {
    /** It has none, so it is never predicted. */
    UNMARKED,
    /** It has fewer than three. */
    FEW,
    /** More than a fifth of its marks are taken for another class when left out. */
    MISSED,
    /** So few were tried that half of the class may go unrecognised. */
    UNCERTAIN
  }

  private static final int FEWEST = 3;
  private static final double RECOGNISED = 0.8;
  private static final double HALF = 0.5;

  /**
   * @param label a class
   * @param marks how many it has
   * @param recognised how many of them were recognised when left out
   * @param tried how many of them could be left out
   * @return the class's need, if it has any
   */
  static Optional<Need> of(LabelClass label, int marks, int recognised, int tried) {
    ClopperPearson recall = ClopperPearson.of(recognised, tried);
    Reason reason;
    if (marks == 0) {
      reason = Reason.UNMARKED;
    } else if (marks < FEWEST) {
      reason = Reason.FEW;
    } else if (tried > 0 && recognised < RECOGNISED * tried) {
      reason = Reason.MISSED;
    } else if (recall.low() < HALF) {
      reason = Reason.UNCERTAIN;
    } else {
      return Optional.empty();
    }
    return Optional.of(new Need(label, reason, marks, recall));
  }

  /** The most urgent first: by reason, then those whose recall may be lowest. */
  static List<Need> byUrgency(List<Need> needs) {
    List<Need> sorted = new ArrayList<>(needs);
    sorted.sort(
        Comparator.comparing(Need::reason).thenComparingDouble(need -> need.recall().low()));
    return List.copyOf(sorted);
  }
}
