package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.AdaptableBackbone;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.learn.Adaptation;

/**
 * What an adaptation learnt, as it is kept in a classifier.
 *
 * @param adaptation what was adapted; {@link Adaptation#NONE} also where an adaptation was tried
 *     and the pretrained network turned out as good
 * @param tensors by name: {@code down} and {@code up} of a projection; {@code NAME.scale} and
 *     {@code NAME.shift}, one number a channel, for each convolution; the four strips of a border;
 *     or the weights that take the place of the backbone's own
 */
public record AdaptedWeights(Adaptation adaptation, Map<String, Tensor> tensors) {

  private static final String DOWN = "down";
  private static final String UP = "up";
  private static final AdaptedWeights NONE = new AdaptedWeights(Adaptation.NONE, Map.of());

  /** Checks that there is each tensor that belongs to the adaptation, of its size, and no other. */
  public AdaptedWeights {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    if (adaptation == Adaptation.PROJECTION) {
      requireNames(tensors, Set.of(DOWN, UP));
      new Projection(tensors.get(DOWN).rows(), tensors.get(UP).rows());
    } else {
      Map<String, Shape> shapes = shapes(adaptation);
      requireNames(tensors, shapes.keySet());
      tensors.forEach(
          (name, tensor) -> {
            if (!new Shape(tensor.shape()).equals(shapes.get(name))) {
              throw new IllegalArgumentException("adapted weights " + name + " of another size");
            }
          });
    }
  }

  private static void requireNames(Map<String, Tensor> tensors, Set<String> names) {
    if (!tensors.keySet().equals(names)) {
      throw new IllegalArgumentException("adapted weights " + tensors.keySet());
    }
  }

  private static Map<String, Shape> shapes(Adaptation adaptation) {
    if (adaptation == Adaptation.BORDER) {
      return Border.shapes();
    }
    int frozen = adaptation.frozenStages(MobileNet.STAGES.size());
    Map<String, Shape> shapes = new LinkedHashMap<>();
    MobileNet.parameters(frozen)
        .forEach(
            (name, shape) -> {
              if (adaptation != Adaptation.SCALE_SHIFT) {
                shapes.put(name, shape);
              } else if (shape.dimension() == 1) {
                String convolution = ScaleShift.convolution(name);
                shapes.put(convolution + ScaleShift.SCALE, shape);
                shapes.put(convolution + ScaleShift.SHIFT, shape);
              }
            });
    return shapes;
  }

  /**
   * @return those of a classifier that uses the pretrained network as it is
   */
  public static AdaptedWeights none() {
    return NONE;
  }

  static AdaptedWeights of(Projection projection) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(DOWN, Tensor.matrix(projection.down()));
    tensors.put(UP, Tensor.matrix(projection.up()));
    return new AdaptedWeights(Adaptation.PROJECTION, tensors);
  }

  /**
   * @return the map to apply to standardised embeddings, if this is a projection
   */
  public Optional<Projection> projection() {
    return adaptation == Adaptation.PROJECTION
        ? Optional.of(new Projection(tensors.get(DOWN).rows(), tensors.get(UP).rows()))
        : Optional.empty();
  }

  /**
   * The network with these weights.
   *
   * @param base the backbone that was adapted; stays the caller's, to be closed after the result
   * @return a backbone with the same name and hash, to be closed by the caller; with a border it
   *     yields pooled embeddings in place of maps
   * @throws FewShotException if this backbone cannot be adapted
   */
  public Backbone on(Backbone base) {
    if (!adaptation.changesNetwork()) {
      return AdaptedBackbone.lent(base, this);
    }
    AdaptableBackbone adaptable = adaptable(base, adaptation);
    if (adaptation == Adaptation.BORDER) {
      return AdaptedBackbone.owning(new BorderedBackbone(base, tensors), this);
    }
    Map<String, Tensor> replaced =
        adaptation == Adaptation.SCALE_SHIFT
            ? ScaleShift.fold(adaptable.weights(), tensors)
            : tensors;
    return AdaptedBackbone.owning(adaptable.with(replaced), this);
  }

  /**
   * Checks that a backbone is the one that these weights make.
   *
   * @param backbone to be used with the classifier that holds these weights
   * @throws IllegalArgumentException if {@link #on} was forgotten, or called on other weights
   */
  public void requireAppliedTo(Backbone backbone) {
    AdaptedWeights inPlace = backbone instanceof AdaptedBackbone adapted ? adapted.weights() : NONE;
    boolean either = adaptation.changesNetwork() || inPlace.adaptation.changesNetwork();
    if (either && !inPlace.equals(this)) {
      throw new IllegalArgumentException("a backbone without the classifier's adaptation");
    }
  }

  /**
   * @param backbone any
   * @param adaptation that changes the network
   * @return the backbone
   * @throws FewShotException if its weights cannot be changed
   */
  static AdaptableBackbone adaptable(Backbone backbone, Adaptation adaptation) {
    if (backbone instanceof AdaptableBackbone adaptable) {
      return adaptable;
    }
    throw new FewShotException(
        "The adaptation '%s' changes weights inside the network, which a TorchScript backbone ('%s') does not allow; use --adapt projection or none, and a method that leaves the network as it is."
            .formatted(adaptation.key(), backbone.info().name()));
  }
}
