package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The small CNN of the few-shot literature (Vinyals and others, NIPS 2016; Snell, Swersky and
 * Zemel, "Prototypical Networks for Few-shot Learning", NIPS 2017, section 3.1): four times a 3 x 3
 * convolution of 64 filters, batch normalisation, ReLU and 2 x 2 max pooling. It takes one channel,
 * ink 1 and paper 0. The convolutions have no bias, since the normalisation would take it away
 * again.
 */
public final class Conv4 {

  /** Length of the embedding of an image of {@value #SIDE} x {@value #SIDE} pixels. */
  public static final int CHANNELS = 64;

  /** Width and height of the images of the literature's protocol, pixels. */
  public static final int SIDE = 28;

  static final int LAYERS = 4;

  private static final int KERNEL = 3;
  private static final float EPSILON = 1e-5f;
  // How much of the running statistics remains at each batch.
  private static final float MEMORY = 0.9f;

  private Conv4() {}

  /** What batches are normalised by. */
  public enum Normalisation {
    /** Their own statistics, which then move the running ones by a tenth. */
    BATCH_AND_UPDATE,
    /** The running statistics: no image's embedding depends on those beside it. */
    RUNNING
  }

  /**
   * @return names and sizes of what is learnt, in the order of the layers: weights, then scale and
   *     shift of the normalisation
   */
  public static Map<String, Shape> parameters() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int layer = 1; layer <= LAYERS; layer++) {
      shapes.put(weight(layer), new Shape(CHANNELS, layer == 1 ? 1 : CHANNELS, KERNEL, KERNEL));
      shapes.put(scale(layer), new Shape(CHANNELS));
      shapes.put(shift(layer), new Shape(CHANNELS));
    }
    return shapes;
  }

  /**
   * @return names and sizes of the running means and variances
   */
  public static Map<String, Shape> statistics() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int layer = 1; layer <= LAYERS; layer++) {
      shapes.put(mean(layer), new Shape(CHANNELS));
      shapes.put(variance(layer), new Shape(CHANNELS));
    }
    return shapes;
  }

  /**
   * Weights to start from: normal with the deviation of He, Zhang, Ren and Sun ("Delving Deep into
   * Rectifiers", ICCV 2015), unit normalisation.
   *
   * @param seed of the weights
   * @return parameters and statistics by name
   */
  public static Map<String, Tensor> initial(long seed) {
    Random random = new Random(seed);
    Map<String, Shape> shapes = parameters();
    shapes.putAll(statistics());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          float[] values = new float[(int) shape.size()];
          double deviation =
              shape.dimension() == 4 ? Math.sqrt(2.0 / (shape.get(1) * KERNEL * KERNEL)) : 0;
          float base = name.endsWith(".scale") || name.endsWith(".variance") ? 1 : 0;
          for (int i = 0; i < values.length; i++) {
            values[i] = base + (deviation > 0 ? (float) (deviation * random.nextGaussian()) : 0);
          }
          tensors.put(name, new Tensor(shape.getShape(), values));
        });
    return tensors;
  }

  /**
   * Runs the network.
   *
   * @param images N x 1 x H x W, ink 1 and paper 0, H and W at least 16
   * @param arrays by name: {@link #parameters()} and {@link #statistics()}
   * @param normalisation what to normalise by
   * @return N x 64 x H/16 x W/16, rounded down, in the manager of {@code images}; differentiable in
   *     images and parameters
   */
  public static NDArray forward(
      NDArray images, Map<String, NDArray> arrays, Normalisation normalisation) {
    NDArray x = images;
    for (int layer = 1; layer <= LAYERS; layer++) {
      NDArray convolved =
          x.getNDArrayInternal()
              .convolution(
                  x,
                  arrays.get(weight(layer)),
                  null,
                  new Shape(1, 1),
                  new Shape(1, 1),
                  new Shape(1, 1),
                  1)
              .singletonOrThrow();
      NDArray normalised =
          x.getNDArrayInternal()
              .batchNorm(
                  convolved,
                  arrays.get(mean(layer)),
                  arrays.get(variance(layer)),
                  arrays.get(scale(layer)),
                  arrays.get(shift(layer)),
                  1,
                  MEMORY,
                  EPSILON,
                  normalisation == Normalisation.BATCH_AND_UPDATE)
              .singletonOrThrow();
      // The largest of four rectified values is the rectified largest, for a quarter of the work.
      NDArray pooled =
          normalised
              .getNDArrayInternal()
              .maxPool(new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
      if (layer > 1) {
        x.close();
      }
      x = pooled.getNDArrayInternal().relu();
      // What back-propagation needs of these the engine itself holds.
      convolved.close();
      normalised.close();
      pooled.close();
    }
    return x;
  }

  private static String weight(int layer) {
    return "conv" + layer + ".weight";
  }

  private static String scale(int layer) {
    return "norm" + layer + ".scale";
  }

  private static String shift(int layer) {
    return "norm" + layer + ".shift";
  }

  private static String mean(int layer) {
    return "norm" + layer + ".mean";
  }

  private static String variance(int layer) {
    return "norm" + layer + ".variance";
  }
}
