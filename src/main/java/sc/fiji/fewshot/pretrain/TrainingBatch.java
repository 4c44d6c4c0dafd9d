package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sc.fiji.fewshot.encode.InputBatch;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Images of one set in two views each: rows 0 to n - 1 hold the first views, rows n to 2 n - 1 the
 * second ones. All come from one set, since telling a cell from another cell teaches more than
 * telling it from an X-ray.
 *
 * @param clean views as they are
 * @param jittered the same with other colours
 * @param labels the class of each of the n images
 * @param labelled whether the labels mean anything
 */
record TrainingBatch(
    List<RgbImage> clean, List<RgbImage> jittered, int[] labels, boolean labelled) {

  /**
   * @param set where from
   * @param settings sizes
   * @param random decides everything
   * @param workers cut the views
   */
  static TrainingBatch draw(
      TrainingSet set, PretrainSettings settings, SplittableRandom random, WorkerPool workers) {
    int n = settings.batch();
    int[] chosen = IntStream.range(0, n).map(i -> random.nextInt(set.size())).toArray();
    long[] seeds = random.longs(2L * n).toArray();
    TrainingViews views = new TrainingViews(settings.viewSide());
    List<TrainingViews.Pair> pairs =
        workers.map(
            2 * n,
            i -> views.draw(set.image(chosen[i % n]), set.directionsAlike(), new Random(seeds[i])));
    List<RgbImage> clean = new ArrayList<>();
    List<RgbImage> jittered = new ArrayList<>();
    for (TrainingViews.Pair pair : pairs) {
      clean.add(pair.clean());
      jittered.add(pair.jittered());
    }
    int[] labels = IntStream.of(chosen).map(set::label).toArray();
    return new TrainingBatch(clean, jittered, labels, set.labelled());
  }

  /** 2 n x 3 x side x side. */
  NDArray cleanInput(NDManager manager) {
    return InputBatch.of(manager, clean);
  }

  /** 2 n x 3 x side x side. */
  NDArray jitteredInput(NDManager manager) {
    return InputBatch.of(manager, jittered);
  }
}
