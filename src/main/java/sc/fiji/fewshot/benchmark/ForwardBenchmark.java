package sc.fiji.fewshot.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.encode.InputBatch;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;

/**
 * How much of the CNN's own speed remains when patches go through the encoder, with copying and
 * pooling.
 *
 * @param batch images a batch
 * @param barePerSecond images a second of forward passes over one batch that lies in the engine
 * @param encodedPerSecond images a second through the encoder
 * @param ratio encoded to bare
 */
public record ForwardBenchmark(
    int batch, double barePerSecond, double encodedPerSecond, double ratio) {

  private static final int BATCH = 16;
  private static final int BATCHES = 24;
  private static final int ROUNDS = 5;

  /**
   * Measures both in turns and takes the best round of each.
   *
   * @param backbone to run
   * @param workers to run it on
   * @return the rates
   */
  public static ForwardBenchmark run(Backbone backbone, WorkerPool workers) {
    List<RgbImage> images = Collections.nCopies(BATCH * BATCHES, noise());
    PatchEncoder encoder = new PatchEncoder(backbone, workers);
    double bare = 0;
    double encoded = 0;
    // The first round warms up.
    for (int round = 0; round <= ROUNDS; round++) {
      double bareNow = images.size() / seconds(() -> forward(backbone, workers, images));
      double encodedNow = images.size() / seconds(() -> encoder.encode(images));
      if (round > 0) {
        bare = Math.max(bare, bareNow);
        encoded = Math.max(encoded, encodedNow);
      }
    }
    return new ForwardBenchmark(BATCH, bare, encoded, encoded / bare);
  }

  private static void forward(Backbone backbone, WorkerPool workers, List<RgbImage> images) {
    workers.map(
        workers.threads(),
        thread -> {
          try (NDManager manager = backbone.newManager()) {
            NDArray input = InputBatch.of(manager, images.subList(0, BATCH));
            for (int b = thread; b < BATCHES; b += workers.threads()) {
              NDList maps = backbone.forward(input);
              // Reading one number makes sure that a GPU has finished.
              maps.get(maps.size() - 1).get(0, 0, 0, 0).getFloat();
              maps.close();
            }
          }
          return null;
        });
  }

  private static RgbImage noise() {
    int side = InputSpec.NETWORK_SIDE;
    float[] values = new float[RgbImage.CHANNELS * side * side];
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new RgbImage(side, side, values);
  }

  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
