package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One batch of training views from one set, class by class.
 *
 * @param side width and height of a view
 * @param classes classes in it; 1 if the set has no labels
 * @param perClass views of each class
 * @param clean interleaved values of all views as they are
 * @param jittered the same views with other colours
 */
record EpisodeBatch(int side, int classes, int perClass, float[] clean, float[] jittered) {

  private static final int MAX_CLASSES = 8;

  /**
   * Draws classes, images and views.
   *
   * @param set where from
   * @param settings sizes
   * @param random the source of chance
   */
  static EpisodeBatch draw(TrainingSet set, PretrainSettings settings, RandomGenerator random) {
    List<Integer> pool = new ArrayList<>();
    for (int c = 0; c < set.classes().size(); c++) {
      pool.add(c);
    }
    int classes = Math.min(MAX_CLASSES, pool.size());
    // Even, so that the class divides into support and queries.
    int perClass = Math.max(2, settings.batch() / classes / 2 * 2);
    int side = settings.viewSide();
    int length = 3 * side * side;
    float[] clean = new float[classes * perClass * length];
    float[] jittered = new float[clean.length];
    for (int c = 0; c < classes; c++) {
      List<byte[]> images = set.pixels().get(pool.remove(random.nextInt(pool.size())));
      for (int i = 0; i < perClass; i++) {
        byte[] image = images.get(random.nextInt(images.size()));
        TrainingView.write(
            image,
            settings.imageSide(),
            side,
            random,
            clean,
            jittered,
            (c * perClass + i) * length);
      }
    }
    return new EpisodeBatch(side, classes, perClass, clean, jittered);
  }

  NDArray cleanInput(NDManager manager) {
    return input(manager, clean);
  }

  NDArray jitteredInput(NDManager manager) {
    return input(manager, jittered);
  }

  private NDArray input(NDManager manager, float[] values) {
    Shape shape = new Shape((long) classes * perClass, side, side, 3);
    return manager.create(FloatBuffer.wrap(values), shape).transpose(0, 3, 1, 2);
  }
}
