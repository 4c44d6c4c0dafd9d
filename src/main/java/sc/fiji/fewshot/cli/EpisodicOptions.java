package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.pretrain.episodic.EpisodePlan;
import sc.fiji.fewshot.pretrain.episodic.EpisodicSettings;
import sc.fiji.fewshot.pretrain.episodic.ObjectiveKind;

/** Options of {@code fewshot pretrain} for objectives that are taught by episodes. */
final class EpisodicOptions {

  /** Objectives by their words; the one of views is none of episodes. */
  private static final String VIEWS = "views";

  @Option(
      names = "--objective",
      defaultValue = VIEWS,
      paramLabel = "O",
      description =
          "What is taught: views (telling images apart, the default), prototypical, maml,"
              + " supervised or meta-baseline.")
  private String objective;

  @Option(
      names = "--inner-loop",
      paramLabel = "adapter|head|network",
      description =
          "What the inner loop of maml changes: head and adapter on a network that stays as it is,"
              + " to second order (default with mobilenet: makes the start of --method maml); the"
              + " head alone, to second order, the network being learnt (ANIL; default with conv4);"
              + " or the whole network, to first order.")
  private String innerLoop;

  @Option(
      names = "--ways",
      defaultValue = "20",
      paramLabel = "N",
      description = "Classes in a training episode (default: ${DEFAULT-VALUE}).")
  private int ways;

  @Option(
      names = "--shots",
      defaultValue = "5",
      paramLabel = "N",
      description = "Examples of each class in a training episode (default: ${DEFAULT-VALUE}).")
  private int shots;

  @Option(
      names = "--queries",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "Images of each class to recognise in a training episode (default: ${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--rotated-classes",
      description =
          "With --network conv4: count images turned by 90, 180 and 270 degrees as classes of their"
              + " own.")
  private boolean rotatedClasses;

  @Option(
      names = "--warp",
      description =
          "With --network conv4: turn, slant, stretch and shift each drawing a little at random"
              + " whenever it is trained on.")
  private boolean warped;

  @Option(
      names = "--test",
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "With --network conv4: folders of classes to measure at the end, in 5-way episodes of 1"
              + " and 5 shots and 15 queries.")
  private List<Path> test = List.of();

  @Option(
      names = "--test-episodes",
      defaultValue = "600",
      paramLabel = "N",
      description = "Episodes of each test (default: ${DEFAULT-VALUE}).")
  private int testEpisodes;

  @Option(
      names = "--one-shot-runs",
      paramLabel = "DIR",
      description = "With --network conv4: Omniglot's official runs (run01 to run20) to measure.")
  private Path oneShotRuns;

  /** Whether the objective is one of episodes. */
  boolean episodic() {
    return !objective.toLowerCase(Locale.ROOT).equals(VIEWS);
  }

  /**
   * @param conv4 whether that network is trained
   * @throws UsageException if the options do not go together
   */
  void check(boolean conv4) {
    if (conv4 && !episodic()) {
      throw new UsageException(
          "--network conv4 is taught by episodes; give an --objective other than views.");
    }
    if (!conv4 && (rotatedClasses || warped || !test.isEmpty() || oneShotRuns != null)) {
      throw new UsageException(
          "--rotated-classes, --warp, --test and --one-shot-runs need --network conv4; measure other"
              + " backbones by 'fewshot evaluate'.");
    }
    if (episodic()) {
      Checks.atLeast("--ways", ways, 2);
      Checks.atLeast("--shots", shots, 1);
      Checks.atLeast("--queries", queries, 1);
      kind();
    }
  }

  /**
   * @param conv4 whether that network is trained
   * @return whether only the start of the method maml is to be learnt
   */
  boolean startOnly(boolean conv4) {
    boolean maml = objective.toLowerCase(Locale.ROOT).equals("maml");
    boolean adapter = innerLoop == null ? !conv4 : innerLoop.equalsIgnoreCase("adapter");
    if (maml && adapter && conv4) {
      throw new UsageException(
          "--inner-loop adapter is for a pretrained network; use head or network with --network"
              + " conv4.");
    }
    return maml && adapter;
  }

  List<Path> test() {
    return test;
  }

  int testEpisodes() {
    Checks.atLeast("--test-episodes", testEpisodes, 2);
    return testEpisodes;
  }

  Path oneShotRuns() {
    return oneShotRuns;
  }

  /**
   * @param steps number of updates
   * @param learningRate at the beginning
   * @param seed of all chance
   */
  EpisodicSettings settings(int steps, double learningRate, long seed) {
    return new EpisodicSettings(
        kind(),
        new EpisodePlan(ways, shots, queries),
        rotatedClasses,
        warped,
        steps,
        learningRate,
        seed);
  }

  /**
   * @throws UsageException if the words name no objective
   */
  private ObjectiveKind kind() {
    return switch (objective.toLowerCase(Locale.ROOT)) {
      case "prototypical" -> ObjectiveKind.PROTOTYPICAL;
      case "supervised" -> ObjectiveKind.SUPERVISED;
      case "meta-baseline" -> ObjectiveKind.META_BASELINE;
      case "maml" ->
          switch (innerLoop == null ? "head" : innerLoop.toLowerCase(Locale.ROOT)) {
            case "head" -> ObjectiveKind.ANIL;
            case "network" -> ObjectiveKind.FIRST_ORDER_MAML;
            default ->
                throw new UsageException(
                    "--inner-loop must be adapter, head or network, not '" + innerLoop + "'.");
          };
      default ->
          throw new UsageException(
              "--objective must be views, prototypical, maml, supervised or meta-baseline, not '"
                  + objective
                  + "'.");
    };
  }
}
