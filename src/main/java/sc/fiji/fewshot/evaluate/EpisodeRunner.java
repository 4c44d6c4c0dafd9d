package sc.fiji.fewshot.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;

/**
 * Lets learners go through the episodes of one data set. All see the same ones, whatever their
 * number, and the result does not depend on the threads.
 */
public final class EpisodeRunner {

  /** With two classes left out of three something can still be learnt. */
  private static final int LEAST_WAYS_FOR_UNKNOWNS = 3;

  private final EpisodeSampler sampler;
  private final WorkerPool workers;

  /**
   * @param sampler draws the episodes
   * @param workers to run on; stay the caller's
   */
  public EpisodeRunner(EpisodeSampler sampler, WorkerPool workers) {
    this.sampler = sampler;
    this.workers = workers;
  }

  private record Outcome(double accuracy, double[] confidence, boolean[] correct, double auroc) {}

  /**
   * Measures; blocks until done.
   *
   * @param learner to measure
   * @param episodes how many, at least 1: those from number 0 on
   * @param transductive whether the learner may look at the queries
   * @return the outcome, unknowns included
   */
  public Measurement run(Learner learner, int episodes, boolean transductive) {
    if (episodes < 1) {
      throw new FewShotException("A benchmark needs at least 1 episode, not " + episodes + ".");
    }
    List<Outcome> outcomes =
        workers.map(episodes, number -> outcome(learner, number, transductive));
    double[] confidence =
        outcomes.stream().flatMapToDouble(o -> Arrays.stream(o.confidence())).toArray();
    boolean[] correct = new boolean[confidence.length];
    int next = 0;
    for (Outcome outcome : outcomes) {
      System.arraycopy(outcome.correct(), 0, correct, next, outcome.correct().length);
      next += outcome.correct().length;
    }
    return new Measurement(
        sampler.ways(),
        outcomes.stream().mapToDouble(Outcome::accuracy).toArray(),
        CalibrationError.of(confidence, correct),
        outcomes.stream().mapToDouble(Outcome::auroc).filter(Double::isFinite).toArray());
  }

  private Outcome outcome(Learner learner, int number, boolean transductive) {
    Episode episode = sampler.episode(number);
    int[] unlabelled = transductive ? episode.query() : Learner.NONE;
    Recogniser recogniser = learner.learn(episode.shots(), unlabelled);
    int queries = episode.query().length;
    int[] predicted = new int[queries];
    double[] confidence = new double[queries];
    boolean[] correct = new boolean[queries];
    for (int i = 0; i < queries; i++) {
      double[] probabilities = recogniser.probabilities(episode.query()[i]);
      predicted[i] = Recogniser.mostProbable(probabilities);
      confidence[i] = probabilities[predicted[i]];
      correct[i] = predicted[i] == episode.queryLabels()[i];
    }
    double accuracy =
        ConfusionMatrix.of(episode.queryLabels(), predicted, episode.ways()).balancedAccuracy();
    return new Outcome(accuracy, confidence, correct, auroc(learner, episode, number, unlabelled));
  }

  /** Each class in turn is the one that nobody marked. */
  private static double auroc(Learner learner, Episode episode, int number, int[] unlabelled) {
    if (episode.ways() < LEAST_WAYS_FOR_UNKNOWNS) {
      return Double.NaN;
    }
    int leftOut = number % episode.ways();
    Optional<IntToDoubleFunction> strangeness =
        learner.strangeness(episode.shotsWithout(leftOut), unlabelled);
    return strangeness
        .map(s -> Auroc.of(scores(episode, leftOut, false, s), scores(episode, leftOut, true, s)))
        .orElse(Double.NaN);
  }

  private static double[] scores(
      Episode episode, int leftOut, boolean ofLeftOut, IntToDoubleFunction strangeness) {
    return IntStream.range(0, episode.query().length)
        .filter(i -> (episode.queryLabels()[i] == leftOut) == ofLeftOut)
        .map(i -> episode.query()[i])
        .mapToDouble(strangeness)
        .toArray();
  }
}
