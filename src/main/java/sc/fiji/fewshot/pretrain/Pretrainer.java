package sc.fiji.fewshot.pretrain;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.StagePooling;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * Trains the embedded network on folders of classes: episodes of one set at a time with the
 * prototypical loss, held near its starting point by distillation from it, the weights averaged
 * over the steps.
 */
public final class Pretrainer {

  private static final double AVERAGE_DECAY = 0.99;
  private static final int AVERAGE_EVERY = 5;
  private static final int STATISTICS_BATCHES = 40;

  private final PretrainSettings settings;
  private final List<TrainingSet> sets;

  /** Hears of each step, on the training thread. */
  @FunctionalInterface
  public interface Listener {

    /**
     * @param step 1 to the number of steps
     * @param set the episode's data set
     * @param distillation loss against the teacher
     * @param episode prototypical loss, 0 for a set without labels
     */
    void step(int step, String set, double distillation, double episode);
  }

  Pretrainer(PretrainSettings settings, List<TrainingSet> sets) {
    this.settings = settings;
    this.sets = sets;
  }

  /**
   * Trains; blocks until done.
   *
   * @param initial weights to start from and to learn from
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @param listener hears of each step
   * @return the averaged weights
   * @throws FewShotException if training diverges
   */
  Map<String, Tensor> train(Map<String, Tensor> initial, String device, Listener listener) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    try (NDManager manager = Devices.engine().newBaseManager(Devices.choose(device))) {
      MobileNet teacher = new MobileNet();
      teacher.load(manager, initial, "The initial network");
      MobileNet student = new MobileNet();
      student.load(manager, initial, "The initial network");
      student.getDirectParameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
      Optimizer optimizer = Adam.builder().optLearningRateTracker(cosine()).build();
      MovingAverage average = new MovingAverage(AVERAGE_DECAY);
      ParameterStore store = new ParameterStore(manager, false);
      try (EmbeddingLoss loss =
          new EmbeddingLoss(
              manager, statistics(manager, store, teacher, random), settings.episodeWeight())) {
        for (int step = 1; step <= settings.steps(); step++) {
          TrainingSet set = drawSet(random);
          EpisodeBatch batch = EpisodeBatch.draw(set, settings, random);
          try (NDManager scope = manager.newSubManager()) {
            step(scope, store, teacher, student, loss, optimizer, batch, set, step, listener);
          }
          if (step % AVERAGE_EVERY == 0 || step == settings.steps()) {
            average.add(student.tensors());
          }
        }
      }
      return average.weights();
    }
  }

  private void step(
      NDManager scope,
      ParameterStore store,
      MobileNet teacher,
      MobileNet student,
      EmbeddingLoss loss,
      Optimizer optimizer,
      EpisodeBatch batch,
      TrainingSet set,
      int step,
      Listener listener) {
    NDArray taught = embed(teacher, store, batch.cleanInput(scope), false);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray embedded = embed(student, store, batch.jitteredInput(scope), true);
      EmbeddingLoss.Parts parts = loss.of(embedded, taught, batch);
      collector.backward(parts.total());
      double distillation = parts.distillation().getFloat();
      if (!Double.isFinite(distillation)) {
        throw new FewShotException(
            "Training diverged at step " + step + "; start again with a smaller learning rate.");
      }
      listener.step(step, set.name(), distillation, parts.episode().getFloat());
    }
    for (Parameter parameter : student.getDirectParameters().values()) {
      try (NDArray gradient = parameter.getArray().getGradient()) {
        optimizer.update(parameter.getName(), parameter.getArray(), gradient);
        gradient.subi(gradient);
      }
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

  private EmbeddingStatistics statistics(
      NDManager manager, ParameterStore store, MobileNet teacher, SplittableRandom random) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < STATISTICS_BATCHES; i++) {
      EpisodeBatch batch = EpisodeBatch.draw(sets.get(i % sets.size()), settings, random);
      try (NDManager scope = manager.newSubManager()) {
        NDArray embedded = embed(teacher, store, batch.cleanInput(scope), false);
        Shape shape = embedded.getShape();
        float[] all = embedded.toFloatArray();
        int width = (int) shape.get(1);
        for (int r = 0; r < shape.get(0); r++) {
          rows.add(java.util.Arrays.copyOfRange(all, r * width, (r + 1) * width));
        }
      }
    }
    Standardiser standardiser = Standardiser.of(rows.toArray(float[][]::new));
    return new EmbeddingStatistics(standardiser.mean(), standardiser.sd());
  }

  private Tracker cosine() {
    return Tracker.cosine()
        .setBaseValue((float) settings.learningRate())
        .optFinalValue((float) (settings.learningRate() / 100))
        .setMaxUpdates(settings.steps())
        .build();
  }
}
