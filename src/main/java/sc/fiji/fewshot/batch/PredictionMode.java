package sc.fiji.fewshot.batch;

import java.util.Locale;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.TrainingSettings;

/** What gets a label of its own. */
public enum PredictionMode {
  /** Each cell of a grid over each slice. */
  PATCHES,
  /** Each marked region. */
  REGIONS,
  /** Each slice as a whole. */
  IMAGE;

  /**
   * @param word the mode's name in lower case, or {@value TrainingSettings#AUTO}
   * @param classifier to apply
   * @return the mode; left to the program, that in which the classifier was trained
   * @throws FewShotException if there is no such mode
   */
  public static PredictionMode parse(String word, Classifier classifier) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case TrainingSettings.AUTO -> classifier.input().wholeImages() ? IMAGE : PATCHES;
      case "patches" -> PATCHES;
      case "regions" -> REGIONS;
      case "image" -> IMAGE;
      default ->
          throw new FewShotException(
              "The mode must be patches, regions or image, not '" + word + "'.");
    };
  }
}
