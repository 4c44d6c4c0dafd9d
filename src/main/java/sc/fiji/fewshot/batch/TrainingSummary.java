package sc.fiji.fewshot.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.evaluate.ClopperPearson;

/** What a user wants to know of a classifier that was just trained. */
public final class TrainingSummary {

  private TrainingSummary() {}

  /**
   * @param classifier that was trained
   * @return sentences: its classes, what was chosen, and how many examples it recognises
   */
  public static List<String> of(Classifier classifier) {
    int[] counts = classifier.support().counts();
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      classes.add(classifier.classes().get(c).name() + " (" + counts[c] + ")");
    }
    List<String> lines = new ArrayList<>();
    lines.add("Classes: " + String.join(", ", classes));
    lines.add(
        "Patch %d pixels, preset %s. %s"
            .formatted(
                classifier.input().patch(),
                classifier.training().preset(),
                classifier.training().explanation()));
    double accuracy = classifier.training().leaveOneOutAccuracy();
    if (!Double.isNaN(accuracy)) {
      lines.add(leftOut(accuracy, counts));
    }
    return lines;
  }

  private static String leftOut(double accuracy, int[] counts) {
    int left = 0;
    for (int count : counts) {
      left += count > 1 ? count : 0;
    }
    ClopperPearson interval = ClopperPearson.of((int) Math.round(accuracy * left), left);
    return String.format(
        Locale.ROOT,
        "Left out in turn, %.0f %% of the examples are recognised on these images (95 %%"
            + " interval %.0f to %.0f %%); other images may be harder.",
        100 * accuracy,
        100 * interval.low(),
        100 * interval.high());
  }
}
