package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/** What a network is taught, and how what it has learnt is used for a new task. */
interface Objective {

  /**
   * The outcome of a step.
   *
   * @param loss that was descended
   * @param accuracy share of the step's images that were recognised, before the step
   * @param gradients of the loss by each parameter of the network and the objective, by name
   */
  record Step(double loss, double accuracy, Map<String, NDArray> gradients) {}

  /**
   * @return what is learnt beside the network's parameters, by name
   */
  Map<String, NDArray> parameters();

  /**
   * @param scope owns what is made
   * @param source of images
   * @param number of the step, from 1
   * @return loss and gradients of the step
   */
  Step step(NDManager scope, TaskSource source, int number);

  /**
   * What can be computed of an image before a task is known. Each image counts on its own: batch
   * normalisation uses its running statistics.
   *
   * @param images as in {@link Task}
   * @return one row an image
   */
  NDArray features(NDArray images);

  /**
   * Recognises the queries of a new task.
   *
   * @param scope owns what is made
   * @param task of features in the place of images; its query labels are not looked at
   * @return queries x ways, the largest for the class recognised
   */
  NDArray recognise(NDManager scope, Task task);
}
