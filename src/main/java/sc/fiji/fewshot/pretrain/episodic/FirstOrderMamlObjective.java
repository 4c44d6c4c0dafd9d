package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;

/**
 * MAML to first order over the whole network (Finn, Abbeel and Levine, "Model-Agnostic
 * Meta-Learning for Fast Adaptation of Deep Networks", ICML 2017, algorithm 2 and section 5.2): the
 * inner loop takes gradient steps of all weights on the support; the gradient of the queries' loss
 * at the weights that these lead to is followed from the weights where they began. The head begins
 * with zeros, so that it fits any number of classes in any order.
 */
final class FirstOrderMamlObjective implements Objective {

  private static final String HEAD = "head";

  /**
   * The inner loop.
   *
   * @param steps how many
   * @param networkRate size of the steps of the network's weights
   * @param headRate size of the steps of the head's, for a loss summed over the classes
   */
  record Inner(int steps, double networkRate, double headRate) {

    static final Inner USUAL = new Inner(3, 0.01, 0.03);
  }

  private final EpisodicNetwork network;
  private final Inner inner;

  /**
   * @param network to train
   * @param inner loop
   */
  FirstOrderMamlObjective(EpisodicNetwork network, Inner inner) {
    this.network = network;
    this.inner = inner;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return Map.of();
  }

  @Override
  public Step step(NDManager scope, TaskSource source, int number) {
    Task task = source.episode(scope, number);
    Map<String, NDArray> adapted = adapt(scope, task, Normalisation.BATCH_AND_UPDATE);
    return CrossEntropy.step(
        scope,
        adapted,
        task.queryLabels(),
        () -> logits(embedded(task, adapted, Normalisation.BATCH_AND_UPDATE).query(), adapted));
  }

  @Override
  public NDArray features(NDArray images) {
    return images;
  }

  @Override
  public NDArray recognise(NDManager scope, Task task) {
    Map<String, NDArray> adapted = adapt(scope, task, Normalisation.RUNNING);
    return logits(embedded(task, adapted, Normalisation.RUNNING).query(), adapted);
  }

  /** The weights after the inner loop, in the scope. */
  private Map<String, NDArray> adapt(NDManager scope, Task task, Normalisation normalisation) {
    Map<String, NDArray> weights = start(scope, task.ways());
    for (int step = 0; step < inner.steps(); step++) {
      Map<String, NDArray> current = weights;
      Map<String, NDArray> next = new LinkedHashMap<>();
      try (NDManager moment = scope.newSubManager()) {
        NDArray images = task.support();
        images.attach(moment);
        Task support = new Task(images, task.ways(), task.supportLabels(), new int[0]);
        Map<String, NDArray> gradients =
            ParameterGradients.of(
                moment,
                current,
                () ->
                    CrossEntropy.of(
                        logits(embedded(support, current, normalisation).support(), current),
                        task.supportLabels()));
        current.forEach(
            (name, array) -> {
              double rate =
                  name.equals(HEAD) ? inner.headRate() * task.ways() : inner.networkRate();
              NDArray moved = array.sub(gradients.get(name).mul(rate));
              moved.attach(scope);
              next.put(name, moved);
            });
      }
      weights = next;
    }
    return weights;
  }

  private Map<String, NDArray> start(NDManager scope, int ways) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, array) -> {
              NDArray copy = array.duplicate();
              copy.attach(scope);
              weights.put(name, copy);
            });
    weights.put(HEAD, scope.zeros(new Shape(ways, network.embeddingLength())));
    return weights;
  }

  private Task embedded(Task task, Map<String, NDArray> weights, Normalisation normalisation) {
    return task.of(network.embed(task.images(), weights, normalisation)).centred();
  }

  private static NDArray logits(NDArray embedded, Map<String, NDArray> weights) {
    return embedded.matMul(weights.get(HEAD).transpose());
  }
}
