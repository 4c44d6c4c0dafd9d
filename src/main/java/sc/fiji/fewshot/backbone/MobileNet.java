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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

  /** Width and height of an input must be multiples of this, pixels. */
  static final int INPUT_MULTIPLE = 32;

  // A cell of stride 8 sees 14 pixels before its first one and 28 after it, one of stride 32 sees
  // 80 and 128 pixels' worth of stride-8 cells: padding at right and bottom only makes the
  // receptive field lopsided. Rounded up to whole cells:
  private static final Halo STEM_HALO = new Halo(16, 32);
  private static final Halo TRUNK_HALO = new Halo(96, 128);

  /** What a convolution's name and its weight's differ by. */
  static final String WEIGHT = ".weight";

  /** What a convolution's name and its bias's differ by. */
  static final String BIAS = ".bias";

  private static final int STEM_CHANNELS = 32;
  private static final int[] CHANNELS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024
  };
  private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2};
  private static final int STEM_BLOCKS = 5;
  private static final List<Integer> STAGE_ENDS = List.of(4, 10, 11);

  // A parameter of DJL takes either its array or its shape from outside, so the shapes are here.
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
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

  /**
   * @return names of the convolutions in the order of the layers; each has a parameter {@code
   *     NAME.weight} and one {@code NAME.bias}
   */
  public static List<String> convolutionNames() {
    List<String> names = new ArrayList<>();
    names.add("stem");
    for (int block = 1; block <= CHANNELS.length; block++) {
      names.add("dw" + block);
      names.add("pw" + block);
    }
    return names;
  }

  private Convolution convolution(
      String name, int in, int out, int stride, int kernel, int groups) {
    Parameter weight =
        addParameter(
            Parameter.builder().setName(name + WEIGHT).setType(Parameter.Type.WEIGHT).build());
    Parameter bias =
        addParameter(Parameter.builder().setName(name + BIAS).setType(Parameter.Type.BIAS).build());
    shapes.put(weight.getName(), new Shape(out, in / groups, kernel, kernel));
    shapes.put(bias.getName(), new Shape(out));
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
      if (tensor == null || !new Shape(tensor.shape()).equals(shapes.get(parameter.getName()))) {
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
   * The forward pass without gradients in two parts; each intermediate map is freed as soon as the
   * next one exists.
   *
   * @return pixels to the map of stride 8, then that one to the other two
   */
  List<Segment> segments() {
    return List.of(
        new Segment(1, 8, STEM_HALO, x -> stem(x, false)),
        new Segment(8, INPUT_MULTIPLE, TRUNK_HALO, y -> trunk(y, false)));
  }

  /**
   * The forward pass without gradients up to a stage.
   *
   * @param x N x 3 x H x W, values 0 to 1
   * @param stages how many stages, at least 1
   * @return their maps
   */
  NDList head(NDArray x, int stages) {
    NDArray y = apply(stem, x.mul(2f).sub(1f), false, Parameter::getArray);
    return blocks(y, 0, firstBlock(stages), false, Parameter::getArray);
  }

  /**
   * The rest of the forward pass with weights of the caller's choice, keeping what back-propagation
   * needs.
   *
   * @param input the last map of {@link #head}, or pixels if that had no stages
   * @param stages how many stages precede
   * @param arrays gives the array to use in the place of each parameter
   * @return the maps of the other stages; differentiable
   */
  public NDList tail(NDArray input, int stages, Function<Parameter, NDArray> arrays) {
    NDArray y = stages > 0 ? input : apply(stem, input.mul(2f).sub(1f), true, arrays);
    return blocks(y, firstBlock(stages), CHANNELS.length, true, arrays);
  }

  /**
   * @param stages how many stages precede, 0 to all
   * @return names and sizes of the parameters of the layers that follow, in their order
   */
  public static Map<String, Shape> parameters(int stages) {
    MobileNet network = new MobileNet();
    List<String> convolutions = convolutionNames();
    int first = stages > 0 ? 1 + 2 * firstBlock(stages) : 0;
    Map<String, Shape> rest = new LinkedHashMap<>();
    for (String convolution : convolutions.subList(first, convolutions.size())) {
      for (String name : List.of(convolution + WEIGHT, convolution + BIAS)) {
        rest.put(name, network.shapes.get(name));
      }
    }
    return rest;
  }

  private static int firstBlock(int stages) {
    return stages > 0 ? STAGE_ENDS.get(stages - 1) + 1 : 0;
  }

  private NDList stem(NDArray x, boolean keep) {
    NDArray y = apply(stem, x.mul(2f).sub(1f), keep, Parameter::getArray);
    return blocks(y, 0, STEM_BLOCKS, keep, Parameter::getArray);
  }

  private NDList trunk(NDArray y, boolean keep) {
    return blocks(y, STEM_BLOCKS, CHANNELS.length, keep, Parameter::getArray);
  }

  private NDList blocks(
      NDArray input, int from, int to, boolean keep, Function<Parameter, NDArray> arrays) {
    NDList stages = new NDList();
    NDArray y = input;
    boolean keepInput = from > 0;
    for (int i = from; i < to; i++) {
      NDArray spatial = apply(depthwise[i], y, keep || keepInput, arrays);
      y = apply(pointwise[i], spatial, keep, arrays);
      keepInput = STAGE_ENDS.contains(i);
      if (keepInput) {
        stages.add(y);
      }
    }
    return stages;
  }

  private static NDArray apply(
      Convolution c, NDArray x, boolean keepInput, Function<Parameter, NDArray> arrays) {
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
                arrays.apply(c.weight),
                arrays.apply(c.bias),
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
    NDList stages = stem(inputs.singletonOrThrow(), training);
    stages.addAll(trunk(stages.get(0), training));
    return stages;
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
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    // There are none: every parameter is this block's own.
  }
}
