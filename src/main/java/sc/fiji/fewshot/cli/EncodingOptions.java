package sc.fiji.fewshot.cli;

import picocli.CommandLine.Option;
import sc.fiji.fewshot.classifier.TrainingSettings;

/** Options of turning examples into embeddings. */
final class EncodingOptions {

  @Option(
      names = "--patch",
      defaultValue = "0",
      paramLabel = "N",
      description = "Side of a patch in pixels (default: the median side of the marked regions).")
  private int patch;

  @Option(
      names = "--views",
      defaultValue = "8",
      paramLabel = "N",
      description = "Augmented views of each example (default: ${DEFAULT-VALUE}; 1: none).")
  private int views;

  @Option(
      names = "--preset",
      defaultValue = "auto",
      paramLabel = "P",
      description =
          "What may vary between views: microscopy, histology, radiology, other, none"
              + " (default: guessed from the image).")
  private String preset;

  @Option(
      names = "--augment",
      defaultValue = "light",
      paramLabel = "A",
      description =
          "How strongly views vary: none, light, strong, or histology (stains, whatever the preset)"
              + " (default: ${DEFAULT-VALUE}).")
  private String augment;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the random views (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  TrainingSettings settings(String method) {
    return Checks.words(
        () -> TrainingSettings.parse(method, patch, views, preset, seed).augmenting(augment));
  }
}
