package sc.fiji.fewshot.benchmark;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.InputBatch;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbView;

/**
 * How long a slice takes with two backbones: through the dense encoder, tiles and halos included,
 * and in one plain forward pass on one thread, which leaves out how well each can be tiled.
 *
 * @param side of the slice, pixels
 * @param other name of the backbone compared with
 * @param seconds through the dense encoder
 * @param otherSeconds the other one through the dense encoder
 * @param ratio of these
 * @param forwardSeconds of one forward pass
 * @param otherForwardSeconds of the other one's
 * @param forwardRatio of these
 */
public record SliceBenchmark(
    int side,
    String other,
    double seconds,
    double otherSeconds,
    double ratio,
    double forwardSeconds,
    double otherForwardSeconds,
    double forwardRatio) {

  private static final int ROUNDS = 4;

  /** From one patch to the next, network pixels. */
  private static final int STRIDE = InputSpec.NETWORK_SIDE / 4;

  /**
   * Measures both in turns and takes the best round of each.
   *
   * @param view of an image of at least that size
   * @param side of the slice, a multiple of the input multiples, pixels
   * @param backbone to measure
   * @param other to compare with
   * @param workers to run on
   * @return the times
   */
  public static SliceBenchmark run(
      RgbView view, int side, Backbone backbone, Backbone other, WorkerPool workers) {
    ViewPlane plane = new ViewPlane(view, 0, 1);
    Box slice = new Box(0, 0, side, side);
    double own = Double.POSITIVE_INFINITY;
    double others = own;
    double forward = own;
    double otherForward = own;
    // The first round warms up.
    for (int round = 0; round <= ROUNDS; round++) {
      double ownNow = encode(plane, slice, backbone, workers);
      double othersNow = encode(plane, slice, other, workers);
      double forwardNow = forward(plane, slice, backbone);
      double otherForwardNow = forward(plane, slice, other);
      if (round > 0) {
        own = Math.min(own, ownNow);
        others = Math.min(others, othersNow);
        forward = Math.min(forward, forwardNow);
        otherForward = Math.min(otherForward, otherForwardNow);
      }
    }
    return new SliceBenchmark(
        side,
        other.info().name(),
        own,
        others,
        own / others,
        forward,
        otherForward,
        forward / otherForward);
  }

  private static double encode(ViewPlane plane, Box slice, Backbone backbone, WorkerPool workers) {
    DenseEncoder encoder =
        new DenseEncoder(backbone, workers, new FeatureCache(0), InputSpec.NETWORK_SIDE);
    double[] starts =
        IntStream.range(0, slice.width() / STRIDE).mapToDouble(i -> i * STRIDE).toArray();
    return ForwardBenchmark.seconds(
        () -> encoder.grid(plane, plane, starts, starts, e -> e, (c, r, columns, e) -> {}));
  }

  private static double forward(ViewPlane plane, Box slice, Backbone backbone) {
    try (NDManager manager = backbone.newManager()) {
      NDList input = new NDList(InputBatch.of(manager, List.of(plane.read(slice))));
      return ForwardBenchmark.seconds(
          () -> {
            NDList maps = backbone.forward(input.singletonOrThrow());
            // Reading one number makes sure that a GPU has finished.
            maps.get(maps.size() - 1).get(0, 0, 0, 0).getFloat();
          });
    }
  }
}
