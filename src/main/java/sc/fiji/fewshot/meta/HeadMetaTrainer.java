package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.gradient.Gradients;

/**
 * The outer loop of MAML (Finn, Abbeel and Levine, ICML 2017, algorithm 2) for the head of a frozen
 * network, on cached embeddings: each task is learnt from its support by the inner loop, and what
 * is meta-learnt follows the gradient of the loss on the task's queries. Step sizes are learnt, too
 * (Li, Zhou, Chen and Li, "Meta-SGD", 2017; here one for each kind of parameter).
 *
 * <p>The same settings and sets give the same result on the same device.
 */
public final class HeadMetaTrainer {

  private final MetaSettings settings;
  private final List<EmbeddedSet> sets;
  private final TaskSampler sampler;
  private final Optional<HeadValidation> validation;

  /**
   * How it goes.
   *
   * @param update number of the update, from 1
   * @param loss of the queries
   * @param accuracy share of the queries that were recognised
   * @param oneShot accuracy on tasks of the validation set with one example a class, 0 to 1; NaN
   *     where it was not measured
   * @param fiveShots the same with five
   */
  public record Report(
      int update, double loss, double accuracy, double oneShot, double fiveShots) {}

  /**
   * @param settings of training
   * @param sets to draw tasks from, each with two classes at least
   * @param validation set by which the best moment is chosen, if any
   */
  public HeadMetaTrainer(
      MetaSettings settings, List<EmbeddedSet> sets, Optional<EmbeddedSet> validation) {
    this.settings = settings;
    this.sets = sets;
    sampler = new TaskSampler(sets, settings.seed());
    this.validation = validation.map(HeadValidation::new);
  }

  /**
   * Trains; blocks until done.
   *
   * @param manager of the device; stays the caller's
   * @param from where an interrupted training with the same settings and sets goes on, if there was
   *     one
   * @param reports hears of each update
   * @param moments hears whenever there is a moment to go on from later: after each validation
   * @return the start that did best on the validation set, or the last one if there is none
   * @throws FewShotException if training diverges
   * @throws CancellationException if the thread is interrupted
   */
  public HeadStart train(
      NDManager manager,
      Optional<MetaMoment> from,
      Consumer<Report> reports,
      Consumer<MetaMoment> moments) {
    int steps = settings.loop().steps();
    try (NDManager owner = manager.newSubManager()) {
      MetaParameters parameters = new MetaParameters(owner, sets.get(0).dimension());
      from.ifPresent(moment -> restore(owner, parameters, moment));
      HeadStart best = from.map(moment -> moment.best(steps)).orElse(null);
      double bestAccuracy = from.map(MetaMoment::bestAccuracy).orElse(-1.0);
      for (int update = from.map(MetaMoment::update).orElse(0) + 1;
          update <= settings.updates();
          update++) {
        Outcome outcome = update(owner, parameters, update);
        boolean validated = update == settings.updates() || update % settings.validateEvery() == 0;
        double[] measured = {Double.NaN, Double.NaN};
        if (validated) {
          HeadStart now = parameters.copy(steps);
          measured = validation.map(v -> v.accuracies(now)).orElse(measured);
          // As precise as it is kept in a checkpoint.
          double accuracy = (float) ((measured[0] + measured[1]) / 2);
          if (!(accuracy <= bestAccuracy)) {
            best = now;
            bestAccuracy = accuracy;
          }
        }
        reports.accept(
            new Report(update, outcome.loss, outcome.accuracy, measured[0], measured[1]));
        if (validated) {
          moments.accept(MetaMoment.of(update, parameters.state(), best, bestAccuracy));
        }
      }
      return best;
    }
  }

  private static void restore(NDManager owner, MetaParameters parameters, MetaMoment moment) {
    try (NDManager scope = owner.newSubManager()) {
      parameters.restore(scope, moment.tensors(), moment.update());
    }
  }

  /** Sums over the tasks of an update. */
  private static final class Outcome {
    private double loss;
    private double accuracy;
  }

  private Outcome update(NDManager owner, MetaParameters parameters, int update) {
    Outcome outcome = new Outcome();
    for (int t = 0; t < settings.tasks(); t++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted");
      }
      TaskSampler.Task task = sampler.task((update - 1) * settings.tasks() + t);
      try (NDManager scope = owner.newSubManager()) {
        outcome.loss +=
            Gradients.add(() -> loss(scope, parameters, task, outcome)) / settings.tasks();
      }
    }
    if (!Double.isFinite(outcome.loss)) {
      throw new FewShotException(
          "Meta-training diverged after %d updates; try another --seed or other --data."
              .formatted(update));
    }
    try (NDManager scope = owner.newSubManager()) {
      double course = (update - 1.0) / settings.updates();
      parameters.step(scope, (1 + Math.cos(Math.PI * course)) / 2);
    }
    return outcome;
  }

  private NDArray loss(
      NDManager scope, MetaParameters parameters, TaskSampler.Task task, Outcome outcome) {
    int ways = task.episode().ways();
    int[] labels = task.episode().supportLabels();
    float[][] examples = rows(task.set().asSupport(), task.episode().support());
    float[][] queries = rows(task.set().asQuery(), task.episode().query());
    CentredFeatures features = CentredFeatures.of(examples, labels, ways);
    InnerTask support = InnerTask.balanced(features.of(scope, examples), labels, ways);
    InnerTask query =
        InnerTask.balanced(features.of(scope, queries), task.episode().queryLabels(), ways);
    TaskHead learnt =
        settings.loop().learn(parameters.start(scope, ways), parameters.stepSizes(scope), support);
    outcome.accuracy += query.accuracy(learnt) / settings.tasks();
    return query.loss(learnt);
  }

  private static float[][] rows(float[][] all, int[] which) {
    return IntStream.of(which).mapToObj(i -> all[i]).toArray(float[][]::new);
  }
}
