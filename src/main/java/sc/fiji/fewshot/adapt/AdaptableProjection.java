package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import sc.fiji.fewshot.encode.Rows;
import sc.fiji.fewshot.learn.Standardiser;

/** A {@link Projection} in training. */
final class AdaptableProjection implements Adaptable {

  private static final int RANK = 32;

  private final ExampleViews views;
  private final NDManager manager;
  private final DifferentiableStandardiser standardiser;
  private final NDArray downTransposed;
  private final NDArray upTransposed;

  /**
   * @param views of all examples
   * @param standardiser of raw embeddings
   * @param seed of the directions that are looked at first
   */
  AdaptableProjection(ExampleViews views, Standardiser standardiser, long seed) {
    this.views = views;
    manager = views.backbone().newManager();
    this.standardiser = new DifferentiableStandardiser(manager, standardiser);
    int dimension = standardiser.dimension();
    Random random = new Random(seed);
    float[] down = new float[dimension * RANK];
    for (int i = 0; i < down.length; i++) {
      down[i] = (float) (random.nextGaussian() / Math.sqrt(dimension));
    }
    downTransposed = manager.create(down, new Shape(dimension, RANK));
    // Zeros: training starts at the identity.
    upTransposed = manager.zeros(new Shape(RANK, dimension));
    parameters().forEach(p -> p.setRequiresGradient(true));
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public List<NDArray> parameters() {
    return List.of(downTransposed, upTransposed);
  }

  @Override
  public NDArray embed(NDManager scope, int[] rows) {
    NDArray z = standardiser.apply(views.activations().embed(scope, rows, NetworkArrays.none()));
    return DifferentiableStandardiser.unit(z.add(z.matMul(downTransposed).matMul(upTransposed)));
  }

  @Override
  public AdaptedWeights weights() {
    try (NDArray down = downTransposed.transpose();
        NDArray up = upTransposed.transpose()) {
      return AdaptedWeights.of(new Projection(Rows.of(down), Rows.of(up)));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
