package sc.fiji.fewshot.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.encode.WorkerPool;

/** All peers on one data set, each in the same episodes. */
public final class DataSetBenchmark {

  private final ClassFolder folder;
  private final List<Peer> peers;
  private final List<Learner> learners;
  private final BenchmarkPlan plan;
  private final WorkerPool workers;

  /**
   * @param folder the data set
   * @param peers that take part; the others are compared with the first
   * @param learners of the peers, in the same order
   * @param plan of the episodes
   * @param workers to run on; stay the caller's
   */
  public DataSetBenchmark(
      ClassFolder folder,
      List<Peer> peers,
      List<Learner> learners,
      BenchmarkPlan plan,
      WorkerPool workers) {
    this.folder = folder;
    this.peers = peers;
    this.learners = learners;
    this.plan = plan;
    this.workers = workers;
  }

  /**
   * @param shots examples a class
   * @return why there are no such episodes, in one sentence; empty if there are
   */
  public Optional<String> problem(int shots) {
    try {
      plan.sampler(folder, shots);
      return Optional.empty();
    } catch (FewShotException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Measures all peers; blocks until done.
   *
   * @param shots examples a class
   * @param rows hears of each peer's row as soon as it is known
   * @throws FewShotException if the data set has too few images
   */
  public void run(int shots, Consumer<BenchmarkRow> rows) {
    EpisodeRunner runner = new EpisodeRunner(plan.sampler(folder, shots), workers);
    Measurement first = null;
    for (int p = 0; p < peers.size(); p++) {
      Peer peer = peers.get(p);
      long start = System.nanoTime();
      Measurement measured =
          runner.run(learners.get(p), peer.episodes(plan.episodes()), peer.transductive());
      double seconds = (System.nanoTime() - start) / 1e9;
      Optional<MeanInterval> difference =
          first == null ? Optional.empty() : Optional.of(measured.minus(first));
      first = first == null ? measured : first;
      rows.accept(new BenchmarkRow(folder.name(), shots, peer, measured, difference, seconds));
    }
  }

  /**
   * Adds the episodes of all peers that have linear heads.
   *
   * @param shots examples a class
   * @param export receives them
   */
  public void export(int shots, EpisodeExport export) {
    for (int p = 0; p < peers.size(); p++) {
      export.add(
          folder.name(),
          shots,
          peers.get(p),
          learners.get(p),
          plan.sampler(folder, shots),
          plan.episodes());
    }
  }

  /**
   * Finds how many marks a rival needs for what the first peer does with a few; blocks until done.
   *
   * @param rival one of the peers
   * @param episodes for each number of marks
   * @return the number; empty if the data set is too small to ask
   */
  public Optional<MarksNeeded> marksNeeded(Peer rival, int episodes) {
    if (problem(MarksNeeded.MARKS).isPresent()) {
      return Optional.empty();
    }
    Learner ours = learners.get(0);
    Learner theirs = learners.get(peers.indexOf(rival));
    return Optional.of(MarksNeeded.find(folder, ours, theirs, plan, episodes, workers));
  }
}
