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
  private final boolean warped;
  private final long seed;

  /**
   * @param images to draw from
   * @param plan of the episodes
   * @param warped whether each drawing is warped anew whenever it is drawn
   * @param seed of all chance
   */
  DrawingTasks(ClassImages images, EpisodePlan plan, boolean warped, long seed) {
    this.images = images;
    this.warped = warped;
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
    Episode episode = sampler.episode(number);
    return new Task(
        drawn(scope, rows(episode), random(number)),
        episode.ways(),
        episode.supportLabels(),
        episode.queryLabels());
  }

  @Override
  public Batch batch(NDManager scope, int number) {
    SplittableRandom random = random(number);
    int[] rows = IntStream.range(0, batch).map(i -> random.nextInt(images.size())).toArray();
    return new Batch(
        drawn(scope, rows, random), IntStream.of(rows).map(i -> images.labels()[i]).toArray());
  }

  private SplittableRandom random(int number) {
    return new SplittableRandom(seed * 1_000_003L + number);
  }

  private NDArray drawn(NDManager scope, int[] rows, SplittableRandom random) {
    if (!warped) {
      return input(scope, images, rows);
    }
    DrawingWarp warp = new DrawingWarp(images.side());
    int pixels = images.side() * images.side();
    float[] values = new float[rows.length * pixels];
    for (int i = 0; i < rows.length; i++) {
      warp.apply(images.ink().get(rows[i]), random, values, i * pixels);
    }
    return input(scope, values, images.side());
  }

  /** The images of an episode, those to learn from first. */
  static int[] rows(Episode episode) {
    return IntStream.concat(IntStream.of(episode.support()), IntStream.of(episode.query()))
        .toArray();
  }

  /**
   * @param scope owns the result
   * @param images of the data set
   * @param rows numbers of images
   * @return N x 1 x side x side, ink 1 and paper 0; laid out as "channels last", which the engine's
   *     layers keep and which takes two fifths off a step on a CPU
   */
  static NDArray input(NDManager scope, ClassImages images, int[] rows) {
    float[] values = new float[rows.length * images.side() * images.side()];
    int at = 0;
    for (int row : rows) {
      for (byte value : images.ink().get(row)) {
        values[at++] = (value & 0xff) / 255f;
      }
    }
    return input(scope, values, images.side());
  }

  private static NDArray input(NDManager scope, float[] values, int side) {
    return scope
        .create(values, new Shape(values.length / (side * side), side, side, 1))
        .transpose(0, 3, 1, 2);
  }
}
