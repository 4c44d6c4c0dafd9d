package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;

/**
 * The images of an episode in the engine, or features of them.
 *
 * @param images those of the support, then those to recognise; one row each
 * @param ways number of classes
 * @param supportLabels the class of each image of the support, 0 to ways - 1
 * @param queryLabels the class of each image to recognise
 */
record Task(NDArray images, int ways, int[] supportLabels, int[] queryLabels) {

  /**
   * @param features one row an image
   * @return the same task of these
   */
  Task of(NDArray features) {
    return new Task(features, ways, supportLabels, queryLabels);
  }

  /** The images to learn from. */
  NDArray support() {
    return images.get("0:" + supportLabels.length);
  }

  /** The images to recognise. */
  NDArray query() {
    return images.get(supportLabels.length + ":");
  }

  /**
   * The mean of each class's support (Snell, Swersky and Zemel, "Prototypical Networks for Few-shot
   * Learning", NIPS 2017, equation 1).
   *
   * @return ways x D, where the images are N x D features; differentiable
   */
  NDArray prototypes() {
    int[] counts = new int[ways];
    for (int label : supportLabels) {
      counts[label]++;
    }
    float[][] shares = new float[ways][supportLabels.length];
    for (int i = 0; i < supportLabels.length; i++) {
      shares[supportLabels[i]][i] = 1f / counts[supportLabels[i]];
    }
    return images.getManager().create(shares).matMul(support());
  }

  /**
   * The same task with the mean of the support subtracted from all features: what they have in
   * common says nothing of the classes, yet would take a head that starts from zeros many steps to
   * get rid of.
   *
   * @return the centred task, where the images are N x D features; differentiable
   */
  Task centred() {
    return of(images.sub(support().mean(new int[] {0}, true)));
  }
}
