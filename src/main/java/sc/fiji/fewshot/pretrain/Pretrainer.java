package sc.fiji.fewshot.pretrain;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.StagePooling;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * Trains the embedded network on folders of images, one set at a time, held near its starting point
 * by distillation from it, the weights averaged over the steps.
 */
final class Pretrainer {

  private static final double AVERAGE_DECAY = 0.98;
  private static final int AVERAGE_EVERY = 5;
  private static final int STATISTICS_BATCHES = 40;
  private static final int WARM_UP = 50;

  private final PretrainSettings settings;
  private final List<TrainingSet> sets;
  private final WorkerPool workers;

  /**
   * Where to go on, or to begin.
   *
   * @param step the last one that was done; 0 to begin
   * @param weights of the student
   * @param average moving average of its weights
   */
  record Start(int step, Map<String, Tensor> weights, Map<String, Tensor> average) {}

  /** Hears of each step, on the training thread. */
  @FunctionalInterface
  interface Observer {

    /**
     * @param losses of this step
     * @param state gives the weights as they are after it, if wanted
     */
    void step(StepLosses losses, State state);
  }

  /** The weights in the course of training. */
  interface State {

    /**
     * @return copies of the student's weights
     */
    Map<String, Tensor> weights();

    /**
     * @return copies of their moving average
     */
    Map<String, Tensor> average();
  }

  Pretrainer(PretrainSettings settings, List<TrainingSet> sets, WorkerPool workers) {
    this.settings = settings;
    this.sets = sets;
    this.workers = workers;
  }

  /**
   * Trains; blocks until done. After a break the course is much the same, though not to the bit:
   * the optimiser's moments and the projection start anew.
   *
   * @param teacher weights to start from and to stay near
   * @param from where to go on or to begin
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @param observer hears of each step
   * @return the averaged weights
   * @throws FewShotException if training diverges
   */
  Map<String, Tensor> train(
      Map<String, Tensor> teacher, Start from, String device, Observer observer) {
    MovingAverage average = new MovingAverage(AVERAGE_DECAY);
    average.add(from.average());
    try (NDManager manager = Devices.engine().newBaseManager(Devices.choose(device))) {
      MobileNet frozen = new MobileNet();
      frozen.load(manager, teacher, "The initial network");
      MobileNet student = new MobileNet();
      student.load(manager, from.weights(), "The checkpoint");
      ClippedAdam optimizer = new ClippedAdam(schedule(from.step()));
      student.getDirectParameters().values().forEach(p -> optimizer.add(p.getName(), p.getArray()));
      EmbeddingStatistics statistics = statistics(manager, frozen);
      try (PretrainLoss loss = new PretrainLoss(manager, statistics, settings);
          Projection projection =
              new Projection(manager, statistics.mean().length, settings.seed())) {
        projection.learnBy(optimizer);
        Course course = new Course(manager, frozen, student, loss, projection, optimizer);
        for (int step = from.step() + 1; step <= settings.steps(); step++) {
          StepLosses losses = course.step(step);
          if (step % AVERAGE_EVERY == 0 || step == settings.steps()) {
            average.add(student.tensors());
          }
          observer.step(losses, stateOf(student, average));
        }
      }
      return average.weights();
    }
  }

  private static State stateOf(MobileNet student, MovingAverage average) {
    return new State() {
      @Override
      public Map<String, Tensor> weights() {
        return student.tensors();
      }

      @Override
      public Map<String, Tensor> average() {
        return average.weights();
      }
    };
  }

  /** What stays the same from step to step. */
  private final class Course {

    private final NDManager manager;
    private final ParameterStore store;
    private final MobileNet teacher;
    private final MobileNet student;
    private final PretrainLoss loss;
    private final Projection projection;
    private final ClippedAdam optimizer;

    Course(
        NDManager manager,
        MobileNet teacher,
        MobileNet student,
        PretrainLoss loss,
        Projection projection,
        ClippedAdam optimizer) {
      this.manager = manager;
      this.teacher = teacher;
      this.student = student;
      this.loss = loss;
      this.projection = projection;
      this.optimizer = optimizer;
      store = new ParameterStore(manager, false);
    }

    StepLosses step(int step) {
      // Each step's chance depends on its number alone, so that a resumed run sees the same images.
      SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003L + step);
      TrainingSet set = drawSet(random);
      TrainingBatch batch = TrainingBatch.draw(set, settings, random, workers);
      StepLosses losses;
      try (NDManager scope = manager.newSubManager()) {
        NDArray taught = embed(teacher, store, batch.cleanInput(scope), false);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray embedded = embed(student, store, batch.jitteredInput(scope), true);
          PretrainLoss.Parts parts = loss.of(embedded, taught, projection, batch);
          collector.backward(parts.total());
          losses = StepLosses.of(step, set.name(), parts);
        }
      }
      if (!losses.finite()) {
        throw new FewShotException(
            "Training diverged at step " + step + "; start again with a smaller learning rate.");
      }
      optimizer.step();
      return losses;
    }
  }

  private static NDArray embed(
      MobileNet network, ParameterStore store, NDArray input, boolean training) {
    return StagePooling.pool(network.forward(store, new NDList(input), training));
  }

  /** Sets are drawn by the square root of their size, so that small ones are not forgotten. */
  private TrainingSet drawSet(SplittableRandom random) {
    double total = sets.stream().mapToDouble(s -> Math.sqrt(s.size())).sum();
    double at = random.nextDouble() * total;
    for (TrainingSet set : sets) {
      at -= Math.sqrt(set.size());
      if (at < 0) {
        return set;
      }
    }
    return sets.get(sets.size() - 1);
  }

  private EmbeddingStatistics statistics(NDManager manager, MobileNet teacher) {
    ParameterStore store = new ParameterStore(manager, false);
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < STATISTICS_BATCHES; i++) {
      TrainingBatch batch =
          TrainingBatch.draw(sets.get(i % sets.size()), settings, random, workers);
      try (NDManager scope = manager.newSubManager()) {
        NDArray embedded = embed(teacher, store, batch.cleanInput(scope), false);
        float[] all = embedded.toFloatArray();
        int width = (int) embedded.getShape().get(1);
        for (int at = 0; at < all.length; at += width) {
          rows.add(Arrays.copyOfRange(all, at, at + width));
        }
      }
    }
    Standardiser standardiser = Standardiser.of(rows.toArray(float[][]::new));
    return new EmbeddingStatistics(standardiser.mean(), standardiser.sd());
  }

  /** A linear rise, anew after a break, then a half cosine over the whole course. */
  private Tracker schedule(int from) {
    float highest = (float) settings.learningRate();
    int steps = settings.steps();
    return update -> {
      double rise = Math.min(1, (update + 1.0) / WARM_UP);
      double cosine = 0.5 * (1 + Math.cos(Math.PI * (from + update) / steps));
      return (float) (highest * rise * (0.01 + 0.99 * cosine));
    };
  }
}
