package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
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
  private final HeadValidation validation;

  /**
   * How it goes.
   *
   * @param update number of the last update
   * @param loss mean loss of queries since the last report
   * @param accuracy on tasks of the validation set, 0 to 1; NaN if there is none
   */
  public record Report(int update, double loss, double accuracy) {}

  /**
   * @param settings of training
   * @param sets to draw tasks from, each with two classes at least
   * @param validation set by which the best moment is chosen; null for none
   */
  public HeadMetaTrainer(MetaSettings settings, List<EmbeddedSet> sets, EmbeddedSet validation) {
    this.settings = settings;
    this.sets = sets;
    this.validation = validation == null ? null : new HeadValidation(validation);
  }

  /**
   * Trains; blocks until done.
   *
   * @param manager of the device; stays the caller's
   * @param reports hears at the beginning and after every {@link MetaSettings#validateEvery}
   *     updates
   * @return the start that did best on the validation set, or the last one if there is none
   * @throws FewShotException if training diverges
   * @throws CancellationException if the thread is interrupted
   */
  public HeadStart train(NDManager manager, Consumer<Report> reports) {
    try (NDManager owner = manager.newSubManager()) {
      MetaParameters parameters = new MetaParameters(owner, sets.get(0).dimension());
      TaskSampler sampler = new TaskSampler(sets, settings.seed());
      HeadStart best = parameters.copy(settings.loop().steps());
      double bestAccuracy = accuracy(best);
      reports.accept(new Report(0, Double.NaN, bestAccuracy));
      double loss = 0;
      for (int update = 1; update <= settings.updates(); update++) {
        loss += update(owner, parameters, sampler, update) / settings.validateEvery();
        if (update % settings.validateEvery() == 0 || update == settings.updates()) {
          HeadStart now = parameters.copy(settings.loop().steps());
          double accuracy = accuracy(now);
          reports.accept(new Report(update, loss, accuracy));
          loss = 0;
          if (!(accuracy <= bestAccuracy)) {
            best = now;
            bestAccuracy = accuracy;
          }
        }
      }
      return best;
    }
  }

  private double accuracy(HeadStart start) {
    return validation == null ? Double.NaN : validation.accuracy(start);
  }

  private double update(
      NDManager owner, MetaParameters parameters, TaskSampler sampler, int update) {
    double loss = 0;
    for (int t = 0; t < settings.tasks(); t++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted");
      }
      TaskSampler.Task task = sampler.task((update - 1) * settings.tasks() + t);
      try (NDManager scope = owner.newSubManager()) {
        loss += Gradients.add(() -> loss(scope, parameters, task)) / settings.tasks();
      }
    }
    if (!Double.isFinite(loss)) {
      throw new FewShotException(
          "Meta-training diverged after %d updates; try another --seed or other --data."
              .formatted(update));
    }
    try (NDManager scope = owner.newSubManager()) {
      double course = (update - 1.0) / settings.updates();
      parameters.step(scope, (1 + Math.cos(Math.PI * course)) / 2);
    }
    return loss;
  }

  private NDArray loss(NDManager scope, MetaParameters parameters, TaskSampler.Task task) {
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
    return query.loss(learnt);
  }

  private static float[][] rows(float[][] all, int[] which) {
    return IntStream.of(which).mapToObj(i -> all[i]).toArray(float[][]::new);
  }
}
