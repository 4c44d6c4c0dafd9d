package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.function.Function;

/**
 * A part of a CNN that runs on its own.
 *
 * @param inputStride image pixels a cell of its input
 * @param multiple its input must start at, and span, multiples of this many image pixels
 * @param halo what it sees beyond its output; multiples of {@code inputStride} and such that the
 *     start stays a multiple of {@code multiple}
 * @param function N x C x H x W to one or more maps, in the manager of the input
 */
public record Segment(
    int inputStride, int multiple, Halo halo, Function<NDArray, NDList> function) {

  /**
   * @param input N x C x H x W
   * @return the maps of this part's stages, finest first
   */
  public NDList forward(NDArray input) {
    return function.apply(input);
  }
}
