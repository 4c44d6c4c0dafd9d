package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * First a classifier of all training classes, then episodes in which the queries are to have a
 * large cosine to the mean of their class, with a learnt scale: Chen, Liu, Xu, Darrell and Wang,
 * "Meta-Baseline: Exploring Simple Meta-Learning for Few-Shot Learning", ICCV 2021, section 3.
 */
final class MetaBaselineObjective extends EmbeddingObjective {

  private static final String SCALE = "objective.scale";
  private static final float INITIAL_SCALE = 10;
  private static final double SUPERVISED_SHARE = 0.7;

  private final SupervisedObjective supervised;
  private final int supervisedSteps;
  private final Map<String, NDArray> own;

  /**
   * @param network to train
   * @param supervised the first part
   * @param steps of both parts together
   */
  MetaBaselineObjective(EpisodicNetwork network, SupervisedObjective supervised, int steps) {
    super(network);
    this.supervised = supervised;
    supervisedSteps = (int) Math.round(SUPERVISED_SHARE * steps);
    own = new LinkedHashMap<>(supervised.parameters());
    own.put(SCALE, network.manager().create(new float[] {INITIAL_SCALE}));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return own;
  }

  @Override
  public Step step(NDManager scope, TaskSource source, int number) {
    if (number <= supervisedSteps) {
      Step step = supervised.step(scope, source, number);
      // The scale has nothing to learn yet.
      step.gradients().put(SCALE, scope.zeros(own.get(SCALE).getShape()));
      return step;
    }
    return super.step(scope, source, number);
  }

  @Override
  NDArray logits(NDManager scope, Task embedded) {
    return recognise(scope, embedded).mul(own.get(SCALE));
  }

  @Override
  public NDArray recognise(NDManager scope, Task task) {
    return supervised.recognise(scope, task);
  }
}
