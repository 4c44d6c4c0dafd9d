package sc.fiji.fewshot.adapt;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.encode.DeviceMemory;
import sc.fiji.fewshot.encode.Rows;
import sc.fiji.fewshot.gradient.Adam;
import sc.fiji.fewshot.gradient.Gradients;

/**
 * Trains something adaptable on some examples, step by step. Each step embeds one random view of
 * each example and follows the gradient of an {@link EmbeddingLoss}.
 */
final class Training implements AutoCloseable {

  private static final int WARM_UP_STEPS = 5;

  private final Adaptable adaptable;
  private final ExampleViews views;
  private final int[] examples;
  private final EmbeddingLoss loss;
  private final TrainingPace pace;
  private final Random random;
  private final Adam adam;
  private int viewsAtOnce;
  private int steps;

  /**
   * @param adaptable to train; closed with this
   * @param views of all examples
   * @param examples numbers of those to train on
   * @param loss of their embeddings
   * @param pace how fast
   * @param seed of the choice of views
   */
  Training(
      Adaptable adaptable,
      ExampleViews views,
      int[] examples,
      EmbeddingLoss loss,
      TrainingPace pace,
      long seed) {
    this.adaptable = adaptable;
    this.views = views;
    this.examples = examples;
    this.pace = pace;
    this.loss = loss;
    viewsAtOnce = pace.viewsAtOnce();
    random = new Random(seed);
    List<NDArray> parameters = new ArrayList<>(adaptable.parameters());
    parameters.addAll(loss.parameters());
    adam = new Adam(adaptable.manager(), parameters);
  }

  /**
   * Goes on up to some number of steps.
   *
   * @param until steps since the beginning
   * @return what was learnt so far
   * @throws CancellationException if the thread is interrupted
   */
  AdaptedWeights run(int until) {
    while (steps < until) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted");
      }
      step();
      steps++;
    }
    return adaptable.weights();
  }

  private void step() {
    int[] rows =
        IntStream.of(examples).map(e -> views.of(e)[random.nextInt(views.of(e).length)]).toArray();
    gradientInMemory(rows);
    try (NDManager scope = adaptable.manager().newSubManager()) {
      adam.step(scope, pace.rate() * Math.min(1, (steps + 1.0) / WARM_UP_STEPS));
    }
  }

  /** In smaller parts from now on where the device has too little memory for that many views. */
  private void gradientInMemory(int[] rows) {
    try (NDManager scope = adaptable.manager().newSubManager()) {
      if (rows.length <= viewsAtOnce) {
        follow(() -> loss.of(adaptable.embed(scope, rows)));
      } else {
        inParts(scope, rows);
      }
      return;
    } catch (EngineException e) {
      if (!DeviceMemory.isExhausted(e)) {
        throw e;
      }
      int tried = Math.min(viewsAtOnce, rows.length);
      if (tried == 1) {
        throw DeviceMemory.tooLittle(e);
      }
      viewsAtOnce = tried / 2;
    }
    try (NDManager scope = adaptable.manager().newSubManager()) {
      adam.forgetGradients(scope);
    }
    gradientInMemory(rows);
  }

  /**
   * The same gradient with the activations of only some views in memory: first that of the loss by
   * the embeddings, then part by part that of the embeddings by the parameters (Gao, Zhang, Han and
   * Callan, "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup", RepL4NLP
   * 2021, section 3).
   */
  private void inParts(NDManager scope, int[] rows) {
    float[][] known = new float[rows.length][];
    forEachPart(
        scope,
        rows,
        (part, from) -> {
          float[][] z = Rows.of(adaptable.embed(part.scope(), part.rows()));
          System.arraycopy(z, 0, known, from, z.length);
        });
    NDArray z = scope.create(known);
    z.setRequiresGradient(true);
    follow(() -> loss.of(z));
    float[][] gradient = Rows.of(z.getGradient());
    forEachPart(
        scope,
        rows,
        (part, from) -> {
          NDArray wanted =
              part.scope().create(Arrays.copyOfRange(gradient, from, from + part.rows().length));
          follow(() -> adaptable.embed(part.scope(), part.rows()).mul(wanted).sum());
        });
  }

  private record Part(NDManager scope, int[] rows) {}

  @FunctionalInterface
  private interface PartTask {
    void run(Part part, int from);
  }

  private void forEachPart(NDManager parent, int[] rows, PartTask task) {
    for (int from = 0; from < rows.length; from += viewsAtOnce) {
      int to = Math.min(rows.length, from + viewsAtOnce);
      try (NDManager scope = parent.newSubManager()) {
        task.run(new Part(scope, Arrays.copyOfRange(rows, from, to)), from);
      }
    }
  }

  private static void follow(Supplier<NDArray> loss) {
    if (!Float.isFinite(Gradients.add(loss))) {
      throw new FewShotException(
          "The adaptation diverged; train without it (another method, --adapt none) or with other"
              + " examples.");
    }
  }

  @Override
  public void close() {
    adaptable.close();
  }
}
