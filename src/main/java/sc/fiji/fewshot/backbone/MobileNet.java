package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;

/**
 * MobileNetV1 (Howard et al. 2017) of width 1 up to its twelfth separable convolution, batch
 * normalisation folded into the convolutions: 2.1 million parameters, plain convolutions with bias
 * and ReLU6. It yields the maps of strides 8, 16 and 32 with 256, 512 and 1024 channels.
 *
 * <p>Convolutions pad with zeros as TensorFlow's "SAME" does: one row and column all around at
 * stride 1, one at right and bottom at stride 2.
 */
public final class MobileNet extends AbstractBlock {

  /** Maps of the net, finest first. */
  public static final List<BackboneInfo.Stage> STAGES =
      List.of(
          new BackboneInfo.Stage(8, 256),
          new BackboneInfo.Stage(16, 512),
          new BackboneInfo.Stage(32, 1024));

  /** The receptive field spans 251 pixels, so 128 on each side is all that a cell can see. */
  public static final int HALO = 128;

  private static final int STEM_CHANNELS = 32;
  private static final int[] CHANNELS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024
  };
  private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2};
  private static final List<Integer> STAGE_ENDS = List.of(4, 10, 11);

  private final Convolution stem;
  private final Convolution[] depthwise = new Convolution[CHANNELS.length];
  private final Convolution[] pointwise = new Convolution[CHANNELS.length];

  /** One convolution with bias and ReLU6. */
  private record Convolution(
      String name, Parameter weight, Parameter bias, int stride, int kernel, int groups) {}

  /** Creates the block without weights. */
  public MobileNet() {
    stem = convolution("stem", 3, STEM_CHANNELS, 2, 3, 1);
    int in = STEM_CHANNELS;
    for (int i = 0; i < CHANNELS.length; i++) {
      depthwise[i] = convolution("dw" + (i + 1), in, in, STRIDES[i], 3, in);
      pointwise[i] = convolution("pw" + (i + 1), in, CHANNELS[i], 1, 1, 1);
      in = CHANNELS[i];
    }
  }

  private Convolution convolution(
      String name, int in, int out, int stride, int kernel, int groups) {
    Parameter weight =
        addParameter(
            Parameter.builder()
                .setName(name + ".weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(out, in / groups, kernel, kernel))
                .build());
    Parameter bias =
        addParameter(
            Parameter.builder()
                .setName(name + ".bias")
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(out))
                .build());
    return new Convolution(name, weight, bias, stride, kernel, groups);
  }

  /**
   * Sets the weights.
   *
   * @param manager owns the arrays from now on
   * @param tensors by parameter name, as {@link #tensors()} gives them
   * @param origin what to call the file in messages
   * @throws FewShotException if one is missing or has another shape
   */
  public void load(NDManager manager, Map<String, Tensor> tensors, String origin) {
    for (Parameter parameter : getDirectParameters().values()) {
      Tensor tensor = tensors.get(parameter.getName());
      if (tensor == null || !new Shape(tensor.shape()).equals(parameter.getShape())) {
        throw new FewShotException(
            origin
                + " does not hold this network's weights ("
                + parameter.getName()
                + " is missing or of another size); use a backbone made by 'fewshot pretrain'.");
      }
      NDArray array = manager.create(tensor.data(), new Shape(tensor.shape()));
      array.setName(parameter.getName());
      parameter.setArray(array);
    }
  }

  /**
   * @return copies of the weights by parameter name, in the order of the layers
   */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    getDirectParameters()
        .values()
        .forEach(
            p ->
                tensors.put(
                    p.getName(),
                    new Tensor(p.getArray().getShape().getShape(), p.getArray().toFloatArray())));
    return tensors;
  }

  /**
   * The forward pass.
   *
   * @param x N x 3 x H x W, values 0 to 1, H and W multiples of 32
   * @param keep whether intermediate maps must live on for back-propagation; else each is freed as
   *     soon as the next one exists
   * @return the maps of {@link #STAGES}
   */
  NDList stages(NDArray x, boolean keep) {
    NDList stages = new NDList(STAGE_ENDS.size());
    NDArray scaled = x.mul(2f).sub(1f);
    NDArray y = apply(stem, scaled, keep);
    boolean yIsStage = false;
    for (int i = 0; i < CHANNELS.length; i++) {
      NDArray spatial = apply(depthwise[i], y, keep || yIsStage);
      y = apply(pointwise[i], spatial, keep);
      yIsStage = STAGE_ENDS.contains(i);
      if (yIsStage) {
        stages.add(y);
      }
    }
    return stages;
  }

  private static NDArray apply(Convolution c, NDArray x, boolean keepInput) {
    NDArray in = x;
    int padding = c.kernel / 2;
    if (c.stride == 2) {
      // One row and column at right and bottom only.
      in = x.pad(new Shape(0, 1, 0, 1), 0);
      padding = 0;
    }
    NDArray y =
        in.getNDArrayInternal()
            .convolution(
                in,
                c.weight.getArray(),
                c.bias.getArray(),
                new Shape(c.stride, c.stride),
                new Shape(padding, padding),
                new Shape(1, 1),
                c.groups)
            .singletonOrThrow();
    NDArray out = y.clip(0, 6);
    if (!keepInput) {
      x.close();
      y.close();
      if (in != x) {
        in.close();
      }
    }
    return out;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    return stages(inputs.singletonOrThrow(), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long n = inputShapes[0].get(0);
    long h = inputShapes[0].get(2);
    long w = inputShapes[0].get(3);
    return STAGES.stream()
        .map(s -> new Shape(n, s.channels(), h / s.stride(), w / s.stride()))
        .toArray(Shape[]::new);
  }

  @Override
  protected void initializeChildBlocks(
      NDManager manager, DataType dataType, Shape... inputShapes) {
    // There are none: every parameter is this block's own.
  }
}
