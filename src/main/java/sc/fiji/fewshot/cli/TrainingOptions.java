package sc.fiji.fewshot.cli;

import java.util.List;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.learn.FewShotMethods;

/** Options of training. */
final class TrainingOptions {

  @Option(
      names = "--method",
      defaultValue = "auto",
      paramLabel = "M",
      completionCandidates = Methods.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String method;

  @Option(
      names = "--backbone",
      defaultValue = Backbones.EMBEDDED,
      paramLabel = "B",
      description =
          "Pretrained CNN: a name from 'fewshot backbones list', a folder of 'fewshot pretrain', or"
              + " a TorchScript file (.pt) (default: ${DEFAULT-VALUE}).")
  private String backbone;

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
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the random views (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Names of the methods, for the help. */
  static final class Methods implements Iterable<String> {

    @Override
    public java.util.Iterator<String> iterator() {
      return FewShotMethods.names().iterator();
    }
  }

  String backbone() {
    return backbone;
  }

  TrainingSettings settings() {
    Checks.atLeast("--views", views, 1);
    if (patch != 0 && (patch < InputSpec.SMALLEST_PATCH || patch > InputSpec.LARGEST_PATCH)) {
      throw new UsageException(
          "--patch must be from %d to %d pixels, not %d."
              .formatted(InputSpec.SMALLEST_PATCH, InputSpec.LARGEST_PATCH, patch));
    }
    if (!List.copyOf(FewShotMethods.names()).contains(method)) {
      throw new UsageException(
          "--method must be one of %s, not '%s'."
              .formatted(String.join(", ", FewShotMethods.names()), method));
    }
    try {
      AugmentationPreset chosen = preset.equals("auto") ? null : AugmentationPreset.parse(preset);
      return new TrainingSettings(method, patch, views, chosen, null, seed);
    } catch (FewShotException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
