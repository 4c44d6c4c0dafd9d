package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.BarePeer;
import sc.fiji.fewshot.evaluate.ColourPeer;
import sc.fiji.fewshot.evaluate.EmbeddingCache;
import sc.fiji.fewshot.evaluate.ForestPeer;
import sc.fiji.fewshot.evaluate.Peer;
import sc.fiji.fewshot.evaluate.RecipePeer;
import sc.fiji.fewshot.evaluate.RefinedPeer;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethods;

/** Options that say what is measured. */
final class PeerOptions {

  private static final String SEPARATOR = "@";

  @Option(
      names = "--method",
      defaultValue = "auto",
      split = ",",
      paramLabel = "M[:K=V][@B]",
      completionCandidates = Methods.class,
      description = {
        "One or several of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). 'bare' compares a"
            + " backbone's last features as they are with prototypes; 'colour' sees colours only;"
            + " 'forest' is a random forest on hand-made features; 'fewshot methods' explains the"
            + " others and their options.",
        "M@B runs with backbone B only, M with each --backbone. The others are compared with the"
            + " first."
      })
  private List<String> methods;

  @Option(
      names = "--backbone",
      defaultValue = Backbones.EMBEDDED,
      split = ",",
      paramLabel = "B",
      description =
          "One or several pretrained CNNs: names from 'fewshot backbones list', folders of 'fewshot"
              + " pretrain', or TorchScript files (.pt) (default: ${DEFAULT-VALUE}).")
  private List<String> backbones;

  @Option(
      names = "--adapt",
      defaultValue = TrainingSettings.AUTO,
      split = ",",
      paramLabel = "A",
      completionCandidates = TrainingOptions.Adaptations.class,
      description =
          "What of the CNN may adapt to the examples of an episode, one or several of"
              + " ${COMPLETION-CANDIDATES} (default: what the method adapts by itself, for most"
              + " nothing).")
  private List<String> adaptations;

  @Option(
      names = "--adapt-episodes",
      defaultValue = "60",
      paramLabel = "N",
      description =
          "What adapts, which is slow, takes part in the first N episodes only (default:"
              + " ${DEFAULT-VALUE}).")
  private int adaptEpisodes;

  @Option(
      names = "--forest-episodes",
      defaultValue = "100",
      paramLabel = "N",
      description =
          "The forest, which is slow, takes part in the first N episodes only (default:"
              + " ${DEFAULT-VALUE}).")
  private int forestEpisodes;

  @Option(
      names = "--transductive",
      description =
          "Let methods look at all queries of an episode, without their classes; reports say so.")
  private boolean transductive;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder in which embeddings are kept for the next run (default: the user's cache folder,"
              + " or the environment's FEWSHOT_CACHE; where that cannot be written, none are"
              + " kept).")
  private Path cache;

  @Option(names = "--no-cache", description = "Keep no embeddings for the next run.")
  private boolean noCache;

  @Mixin private EncodingOptions encoding;

  /** Names of the methods, for the help. */
  static final class Methods implements Iterable<String> {

    static List<String> names() {
      List<String> names = new ArrayList<>(FewShotMethods.names());
      names.addAll(List.of(BarePeer.METHOD, ColourPeer.METHOD, ForestPeer.METHOD));
      return names;
    }

    @Override
    public java.util.Iterator<String> iterator() {
      return names().iterator();
    }
  }

  long seed() {
    return encoding.seed();
  }

  int forestEpisodes() {
    return forestEpisodes;
  }

  private EmbeddingCache store() {
    if (noCache) {
      return EmbeddingCache.inMemory();
    }
    return cache == null ? EmbeddingCache.usual() : EmbeddingCache.in(cache);
  }

  /**
   * @param open lends backbones by their names
   * @param workers to run on
   * @return the peers in the order of the words: each method with each of its backbones
   */
  List<Peer> peers(OpenBackbones open, WorkerPool workers) {
    check();
    EmbeddingCache store = store();
    List<Peer> peers = new ArrayList<>();
    for (String word : methods) {
      String method = method(word);
      switch (method) {
        case ForestPeer.METHOD -> peers.add(new ForestPeer(workers, store, forestEpisodes));
        case ColourPeer.METHOD -> peers.add(new ColourPeer(workers, store, transductive));
        case BarePeer.METHOD ->
            backbonesOf(word)
                .forEach(b -> peers.add(new BarePeer(open.get(b), workers, store, transductive)));
        default ->
            backbonesOf(word)
                .forEach(b -> peers.addAll(recipes(method, open.get(b), workers, store)));
      }
    }
    return peers;
  }

  /** A method with each of the adaptations. */
  private List<Peer> recipes(
      String method, Backbone backbone, WorkerPool workers, EmbeddingCache store) {
    List<Peer> peers = new ArrayList<>();
    for (String word : adaptations) {
      TrainingSettings settings = Checks.words(() -> encoding.settings(method).adapting(word));
      peers.add(
          settings.adaptation() == Adaptation.NONE
              ? new RecipePeer(backbone, settings, workers, store, transductive)
              : new RefinedPeer(backbone, settings, workers, adaptEpisodes));
    }
    return peers;
  }

  private static boolean leavesNetwork(String adaptation) {
    return List.of(TrainingSettings.AUTO, Adaptation.NONE.key()).contains(adaptation);
  }

  private static String method(String word) {
    int at = word.indexOf(SEPARATOR);
    return at < 0 ? word : word.substring(0, at);
  }

  private List<String> backbonesOf(String word) {
    int at = word.indexOf(SEPARATOR);
    return at < 0 ? backbones : List.of(word.substring(at + 1));
  }

  private void check() {
    Checks.atLeast("--forest-episodes", forestEpisodes, 2);
    Checks.atLeast("--adapt-episodes", adaptEpisodes, 2);
    if (transductive && !adaptations.stream().allMatch(PeerOptions::leavesNetwork)) {
      throw new UsageException("--adapt learns from examples only; leave out --transductive.");
    }
    if (noCache && cache != null) {
      throw new UsageException("--cache and --no-cache contradict each other; give one of them.");
    }
    for (String word : methods) {
      String name = method(word).split(":", 2)[0];
      if (!Methods.names().contains(name)) {
        throw new UsageException(
            "--method must be one of %s, not '%s'."
                .formatted(String.join(", ", Methods.names()), name));
      }
    }
    if (methods.size() != methods.stream().distinct().count()) {
      throw new UsageException("--method names one of the methods twice.");
    }
  }
}
