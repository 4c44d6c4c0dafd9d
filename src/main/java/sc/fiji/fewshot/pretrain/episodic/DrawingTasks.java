package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;

/** Episodes and batches of drawings for {@link sc.fiji.fewshot.backbone.Conv4}. */
final class DrawingTasks implements TaskSource {

  private final ClassImages images;
  private final EpisodeSampler sampler;
  private final int batch;
  private final long seed;

  /**
   * @param images to draw from
   * @param plan of the episodes
   * @param seed of all chance
   */
  DrawingTasks(ClassImages images, EpisodePlan plan, long seed) {
    this.images = images;
    this.seed = seed;
    sampler =
        new EpisodeSampler(
            images.labels(),
            images.classes().size(),
            plan.ways(),
            plan.shots(),
            plan.queries(),
            seed);
    batch = plan.ways() * (plan.shots() + plan.queries());
  }

  @Override
  public int classes() {
    return images.classes().size();
  }

  @Override
  public Task episode(NDManager scope, int number) {
    return task(scope, images, sampler.episode(number));
  }

  @Override
  public Batch batch(NDManager scope, int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + number);
    int[] rows = IntStream.range(0, batch).map(i -> random.nextInt(images.size())).toArray();
    return new Batch(
        input(scope, images, rows), IntStream.of(rows).map(i -> images.labels()[i]).toArray());
  }

  /**
   * @param scope owns the arrays
   * @param images of the data set
   * @param episode of it
   */
  static Task task(NDManager scope, ClassImages images, Episode episode) {
    int[] rows =
        IntStream.concat(IntStream.of(episode.support()), IntStream.of(episode.query())).toArray();
    return new Task(
        input(scope, images, rows), episode.ways(), episode.supportLabels(), episode.queryLabels());
  }

  /**
   * @param scope owns the result
   * @param images of the data set
   * @param rows numbers of images
   * @return N x 1 x side x side, ink 1 and paper 0; laid out as "channels last", which the engine's
   *     layers keep and which takes two fifths off a step on a CPU
   */
  static NDArray input(NDManager scope, ClassImages images, int[] rows) {
    int pixels = images.side() * images.side();
    float[] values = new float[rows.length * pixels];
    int at = 0;
    for (int row : rows) {
      for (byte value : images.ink().get(row)) {
        values[at++] = (value & 0xff) / 255f;
      }
    }
    return scope
        .create(values, new Shape(rows.length, images.side(), images.side(), 1))
        .transpose(0, 3, 1, 2);
  }
}
