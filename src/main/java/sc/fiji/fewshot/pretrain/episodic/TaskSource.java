package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Where the images of the steps come from; a step's number decides all of its chance. */
interface TaskSource {

  /**
   * Images of all classes with their labels.
   *
   * @param images for the network
   * @param labels 0 to {@link #classes()} - 1
   */
  record Batch(NDArray images, int[] labels) {}

  /**
   * @return number of classes, those of all sets together
   */
  int classes();

  /**
   * @param scope owns the images
   * @param number of the step
   * @return an episode
   */
  Task episode(NDManager scope, int number);

  /**
   * @param scope owns the images
   * @param number of the step
   * @return as many images as an episode has, of any class
   */
  Batch batch(NDManager scope, int number);
}
