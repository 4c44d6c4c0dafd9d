package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A linear classifier of all training classes, which is thrown away afterwards:
 * "Classifier-Baseline" of Chen, Liu, Xu, Darrell and Wang, "Meta-Baseline", ICCV 2021, section
 * 3.1. New tasks are recognised by the cosine to the means of their classes.
 */
final class SupervisedObjective extends EmbeddingObjective {

  private static final String WEIGHTS = "objective.classes.weight";
  private static final String BIAS = "objective.classes.bias";

  private final Map<String, NDArray> own = new LinkedHashMap<>();

  /**
   * @param network to train; its manager owns the classifier
   * @param classes number of training classes
   * @param seed of the classifier to start from
   */
  SupervisedObjective(EpisodicNetwork network, int classes, long seed) {
    super(network);
    Random random = new Random(seed);
    float[] weights = new float[classes * network.embeddingLength()];
    double deviation = 1 / Math.sqrt(network.embeddingLength());
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (deviation * random.nextGaussian());
    }
    Shape shape = new Shape(classes, network.embeddingLength());
    own.put(WEIGHTS, network.manager().create(weights, shape));
    own.put(BIAS, network.manager().zeros(new Shape(classes)));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return own;
  }

  @Override
  public Step step(NDManager scope, TaskSource source, int number) {
    TaskSource.Batch batch = source.batch(scope, number);
    return CrossEntropy.step(
        scope,
        allParameters(),
        batch.labels(),
        () -> {
          NDArray columns = own.get(WEIGHTS).transpose();
          columns.attach(scope);
          return trained(batch.images()).matMul(columns).add(own.get(BIAS));
        });
  }

  @Override
  public NDArray recognise(NDManager scope, Task task) {
    return PrototypeLogits.cosine(task.query(), task.prototypes());
  }
}
