package sc.fiji.fewshot.backbone;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;

/**
 * From where a head learns a task in a few gradient steps, as meta-learning found it for a
 * backbone. It lies beside the backbone's weights in a file of its own, so that these keep their
 * hash.
 *
 * <p>The weights of all classes start as zeros. Any other start that is the same for each class, so
 * that it fits any number of classes in any order, does the same: a vector common to all classes
 * cancels in the softmax, and, since the errors of an example sum to zero over the classes, in
 * every gradient of the steps.
 *
 * @param scale a factor for each channel of an embedding
 * @param shift a summand for each channel
 * @param stepSizes of weights, biases, scale and shift, each above 0
 * @param steps of gradient descent, at least 1
 */
public record HeadStart(float[] scale, float[] shift, float[] stepSizes, int steps) {

  /** The file in a backbone folder. */
  public static final String FILE = "maml.safetensors";

  private static final int STEP_SIZES = 4;

  private static final String SCALE = "maml.scale";
  private static final String SHIFT = "maml.shift";
  private static final String SIZES = "maml.step_sizes";
  private static final String STEPS = "maml.steps";

  /** Checks that all parts fit each other. */
  public HeadStart {
    if (shift.length != scale.length || stepSizes.length != STEP_SIZES || steps < 1) {
      throw new IllegalArgumentException(
          "%d factors, %d summands, %d step sizes, %d steps"
              .formatted(scale.length, shift.length, stepSizes.length, steps));
    }
  }

  /**
   * @return channels of an embedding
   */
  public int dimension() {
    return scale.length;
  }

  /**
   * @return the content of {@value #FILE} in a backbone folder
   */
  public byte[] toBytes() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(SCALE, Tensor.vector(scale));
    tensors.put(SHIFT, Tensor.vector(shift));
    tensors.put(SIZES, Tensor.vector(stepSizes));
    tensors.put(STEPS, Tensor.vector(new float[] {steps}));
    return Safetensors.write(tensors, Safetensors.Precision.F32);
  }

  /**
   * @param bytes of such a file
   * @param dimension of the backbone's embeddings
   * @param origin what to call the file in messages
   * @throws FewShotException if it is damaged or belongs to another backbone
   */
  static HeadStart read(byte[] bytes, int dimension, String origin) {
    Map<String, Tensor> tensors = Safetensors.read(bytes, origin);
    try {
      HeadStart start =
          new HeadStart(
              values(tensors, SCALE),
              values(tensors, SHIFT),
              values(tensors, SIZES),
              Math.round(values(tensors, STEPS)[0]));
      if (start.dimension() == dimension) {
        return start;
      }
      throw new IllegalArgumentException(start.dimension() + " channels, not " + dimension);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new FewShotException(
          origin
              + " does not fit its backbone ("
              + e.getMessage()
              + "); make it again with 'fewshot pretrain --objective maml'.",
          e);
    }
  }

  private static float[] values(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return tensor.data();
  }
}
