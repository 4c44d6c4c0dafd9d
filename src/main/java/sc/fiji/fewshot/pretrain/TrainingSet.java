package sc.fiji.fewshot.pretrain;

import java.util.List;

/**
 * One data set in memory.
 *
 * @param name of its folder
 * @param classes names, in the order of the labels
 * @param pixels per class, its images: {@code 3 * side * side} bytes each, interleaved RGB
 */
record TrainingSet(String name, List<String> classes, List<List<byte[]>> pixels) {

  /**
   * @return whether it has labels to learn from
   */
  boolean labelled() {
    return classes.size() > 1;
  }

  /**
   * @return number of images
   */
  int size() {
    return pixels.stream().mapToInt(List::size).sum();
  }
}
