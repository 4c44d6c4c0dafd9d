package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import sc.fiji.fewshot.meta.InnerLoop;
import sc.fiji.fewshot.meta.InnerTask;
import sc.fiji.fewshot.meta.TaskHead;

/**
 * MAML whose inner loop changes the head alone: ANIL (Raghu, Raghu, Bengio and Vinyals, "Rapid
 * Learning or Feature Reuse?", ICLR 2020). The network and the sizes of the steps are learnt
 * through the steps, to second order. The head starts from zeros: another vector that is the same
 * for every class, so that any number of them can come in any order, would cancel in the softmax.
 */
final class AnilObjective extends EmbeddingObjective {

  private static final String STEP_SIZES = "objective.log_step_sizes";
  private static final int STEPS = 5;
  private static final float INITIAL_STEP_SIZE = 0.01f;

  private final int length;
  private final InnerLoop innerLoop = new InnerLoop(STEPS, false, false);
  private final Map<String, NDArray> own;

  /**
   * @param network to train; its manager owns the sizes of the steps
   */
  AnilObjective(EpisodicNetwork network) {
    super(network);
    length = network.embeddingLength();
    float[] sizes = new float[InnerLoop.STEP_SIZES];
    Arrays.fill(sizes, (float) Math.log(INITIAL_STEP_SIZE));
    own = Map.of(STEP_SIZES, network.manager().create(sizes));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return own;
  }

  @Override
  public NDArray recognise(NDManager scope, Task task) {
    Shape shape = new Shape(length);
    TaskHead start = TaskHead.start(scope, scope.ones(shape), scope.zeros(shape), task.ways());
    Task centred = task.centred();
    InnerTask balanced =
        InnerTask.balanced(centred.support(), centred.supportLabels(), task.ways());
    // The loss is summed over classes: so the sizes of steps suit any number of them.
    InnerTask summed =
        new InnerTask(balanced.features(), balanced.targets(), balanced.shares().mul(task.ways()));
    NDArray sizes = own.get(STEP_SIZES).exp();
    sizes.attach(scope);
    return innerLoop.learn(start, sizes, summed).logits(centred.query());
  }
}
