package sc.fiji.fewshot.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Rejection;

/** Options of training. */
final class TrainingOptions {

  @Option(
      names = "--method",
      defaultValue = "auto",
      paramLabel = "M[:K=V]",
      completionCandidates = Methods.class,
      description =
          "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}), with options if you like;"
              + " 'fewshot methods' explains them.")
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
      names = "--adapt",
      defaultValue = TrainingSettings.AUTO,
      paramLabel = "A",
      completionCandidates = Adaptations.class,
      description =
          "What of the CNN may adapt to the examples: ${COMPLETION-CANDIDATES} (default: what the"
              + " method adapts by itself, for most nothing). Takes seconds to minutes; the CNN stays as it is unless"
              + " examples held out are recognised clearly better.")
  private String adaptation;

  @Option(
      names = "--unknown",
      defaultValue = "usual",
      paramLabel = "U",
      completionCandidates = Rejections.class,
      description =
          "How readily what resembles no example is called unknown: ${COMPLETION-CANDIDATES}; never"
              + " gives everything to the most probable class (default: ${DEFAULT-VALUE}).")
  private String unknown;

  @Mixin private EncodingOptions encoding;

  /** Names of the adaptations, for the help. */
  static final class Adaptations implements Iterable<String> {

    @Override
    public java.util.Iterator<String> iterator() {
      List<String> words = new ArrayList<>(List.of(TrainingSettings.AUTO));
      words.addAll(Adaptation.keys());
      return words.iterator();
    }
  }

  /** Words of the rejections, for the help. */
  static final class Rejections implements Iterable<String> {

    @Override
    public java.util.Iterator<String> iterator() {
      return Rejection.keys().iterator();
    }
  }

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
    return Checks.words(() -> encoding.settings(method).adapting(adaptation).rejecting(unknown));
  }
}
