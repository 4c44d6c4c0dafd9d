package sc.fiji.fewshot.ui.window.guidance;

import java.util.Arrays;
import java.util.Optional;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.evaluate.ClopperPearson;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.guidance.Need;
import sc.fiji.fewshot.session.guidance.Quality;
import sc.fiji.fewshot.session.guidance.Suspect;
import sc.fiji.fewshot.ui.Messages;

/**
 * How good the marks are, in words.
 *
 * @param state the marks
 * @param quality what is known of them
 * @param refined whether the network has learnt from the marks, so that leaving them out of the
 *     head flatters
 * @param headline how many are recognised
 */
record Judgement(SessionState state, Quality quality, boolean refined, String headline) {

  /** Marks with which a class begins to be known. */
  private static final int ENOUGH = 3;

  static Judgement of(SessionState state, Optional<Learnt> learnt) {
    Quality quality = Quality.of(state, learnt);
    Optional<Refinement> refinement = learnt.map(Learnt::refinement).filter(Refinement::adapted);
    String headline =
        refinement
            .map(Judgement::heldOut)
            .orElseGet(
                () ->
                    headline(
                        "guidance.quality.leftOut",
                        quality.leftOut().correct(),
                        quality.leftOut().total()));
    return new Judgement(state, quality, refinement.isPresent(), headline);
  }

  private static String heldOut(Refinement refinement) {
    int tried =
        (int)
            Arrays.stream(refinement.heldOutProbabilities())
                .filter(row -> row.length > 0 && !Double.isNaN(row[0]))
                .count();
    int recognised = tried == 0 ? 0 : (int) Math.round(refinement.heldOutAccuracy() * tried);
    return headline("guidance.quality.heldOut", recognised, tried);
  }

  private static String headline(String key, int recognised, int tried) {
    if (tried == 0) {
      return "";
    }
    ClopperPearson interval = ClopperPearson.of(recognised, tried);
    return Messages.text(
        key, recognised, tried, recognised / (double) tried, interval.low(), interval.high());
  }

  /** What to mark for a class's sake. */
  static String sentence(Need need) {
    String name = need.label().name();
    return switch (need.reason()) {
      case UNMARKED -> Messages.text("guidance.need.unmarked", ENOUGH, name);
      case FEW -> Messages.text("guidance.need.few", ENOUGH - need.marks(), name);
      case MISSED -> Messages.text("guidance.need.missed", name);
      case UNCERTAIN -> Messages.text("guidance.need.uncertain", name);
    };
  }

  /** What looks wrong with a mark, in two lines of HTML: in one, names would be cut. */
  static String lines(Suspect suspect) {
    return Messages.text(
        "guidance.suspect",
        escaped(suspect.likely().name()),
        escaped(suspect.mark().example().className()));
  }

  private static String escaped(String name) {
    return name.replace("&", "&amp;").replace("<", "&lt;");
  }
}
