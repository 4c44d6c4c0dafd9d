package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import sc.fiji.fewshot.learn.Standardiser;

/** The later stages of a network in training. */
final class AdaptableNetwork implements Adaptable {

  private final ExampleViews views;
  private final NDManager manager;
  private final DifferentiableStandardiser standardiser;
  private final NetworkArrays arrays;

  /**
   * @param views of all examples, by the stages that stay frozen
   * @param standardiser of raw embeddings
   */
  AdaptableNetwork(ExampleViews views, Standardiser standardiser) {
    this.views = views;
    manager = views.backbone().newManager();
    this.standardiser = new DifferentiableStandardiser(manager, standardiser);
    arrays = NetworkArrays.of(manager, views.backbone(), views.adaptation(), AdaptedWeights.none());
    parameters().forEach(p -> p.setRequiresGradient(true));
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public List<NDArray> parameters() {
    return arrays.changing();
  }

  @Override
  public NDArray embed(NDManager scope, int[] rows) {
    return standardiser.apply(views.activations().embed(scope, rows, arrays));
  }

  @Override
  public AdaptedWeights weights() {
    return arrays.weights();
  }

  @Override
  public void close() {
    manager.close();
  }
}
