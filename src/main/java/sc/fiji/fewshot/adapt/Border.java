package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A visual prompt in pixels: a frame of numbers that are added to the outermost pixels of every
 * input, the same for all (Bahng, Jahanian, Sankaranarayanan and Isola, "Exploring Visual Prompts
 * for Adapting Large-Scale Models", 2022: padding). It starts as zeros, which change nothing.
 */
final class Border {

  /** Width and height of the inputs that are framed, network pixels. */
  static final int SIDE = 128;

  /** Pixels on each side that belong to the frame; 13 % of the side, as in the source. */
  static final int WIDTH = 16;

  private static final String TOP = "border.top";
  private static final String BOTTOM = "border.bottom";
  private static final String LEFT = "border.left";
  private static final String RIGHT = "border.right";
  private static final int INNER = SIDE - 2 * WIDTH;

  private Border() {}

  /** Names and sizes of the strips that make the frame. */
  static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(TOP, new Shape(3, WIDTH, SIDE));
    shapes.put(BOTTOM, new Shape(3, WIDTH, SIDE));
    shapes.put(LEFT, new Shape(3, INNER, WIDTH));
    shapes.put(RIGHT, new Shape(3, INNER, WIDTH));
    return shapes;
  }

  /**
   * @param scope owns the result
   * @param strips by name
   * @return 3 x {@value #SIDE} x {@value #SIDE}, zeros within; differentiable
   */
  static NDArray frame(NDManager scope, Map<String, NDArray> strips) {
    NDArray hole = scope.zeros(new Shape(3, INNER, INNER));
    // Results belong to the manager of the first operand, here one that may outlive the scope.
    NDArray middle = NDArrays.concat(new NDList(strips.get(LEFT), hole, strips.get(RIGHT)), 2);
    middle.attach(scope);
    NDArray frame = NDArrays.concat(new NDList(strips.get(TOP), middle, strips.get(BOTTOM)), 1);
    frame.attach(scope);
    return frame;
  }

  /**
   * @param images N x 3 x {@value #SIDE} x {@value #SIDE}
   * @param frame as made by {@link #frame}
   * @return the framed images, in the manager of {@code images}
   */
  static NDArray on(NDArray images, NDArray frame) {
    if (images.getShape().get(2) != SIDE || images.getShape().get(3) != SIDE) {
      throw new IllegalArgumentException("a frame for images of shape " + images.getShape());
    }
    return images.add(frame);
  }
}
