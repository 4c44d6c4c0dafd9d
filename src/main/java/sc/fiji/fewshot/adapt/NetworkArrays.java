package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.learn.Adaptation;

/** The adapted stages' weights in the engine, or factors and summands for them, or a border. */
final class NetworkArrays {

  private final Adaptation adaptation;
  private final Map<String, NDArray> original = new LinkedHashMap<>();
  private final Map<String, NDArray> changing = new LinkedHashMap<>();

  private NetworkArrays(Adaptation adaptation) {
    this.adaptation = adaptation;
  }

  /** None: every stage as it is. */
  static NetworkArrays none() {
    return new NetworkArrays(Adaptation.NONE);
  }

  /**
   * @param manager owns the arrays
   * @param backbone that is adapted
   * @param adaptation what may change
   * @param weights to start from; {@link AdaptedWeights#none()} for the backbone's own
   */
  static NetworkArrays of(
      NDManager manager, Backbone backbone, Adaptation adaptation, AdaptedWeights weights) {
    NetworkArrays arrays = new NetworkArrays(adaptation);
    if (!adaptation.changesNetwork()) {
      return arrays;
    }
    Map<String, Tensor> own = AdaptedWeights.adaptable(backbone, adaptation).weights();
    Map<String, Tensor> adapted = weights.tensors();
    if (adaptation == Adaptation.BORDER) {
      Border.shapes()
          .forEach(
              (name, shape) ->
                  arrays.changing.put(
                      name,
                      adapted.containsKey(name)
                          ? manager.create(adapted.get(name).data(), shape)
                          : manager.zeros(shape)));
      return arrays;
    }
    int frozen = adaptation.frozenStages(backbone.info().stages().size());
    MobileNet.parameters(frozen)
        .forEach(
            (name, shape) -> {
              if (adaptation != Adaptation.SCALE_SHIFT) {
                Tensor tensor = adapted.getOrDefault(name, own.get(name));
                arrays.changing.put(name, manager.create(tensor.data(), shape));
                return;
              }
              arrays.original.put(name, manager.create(own.get(name).data(), shape));
              if (!ScaleShift.isWeight(name)) {
                String scale = ScaleShift.convolution(name) + ScaleShift.SCALE;
                String shift = ScaleShift.convolution(name) + ScaleShift.SHIFT;
                arrays.changing.put(
                    scale,
                    adapted.containsKey(scale)
                        ? manager.create(adapted.get(scale).data(), shape)
                        : manager.ones(shape));
                arrays.changing.put(
                    shift,
                    adapted.containsKey(shift)
                        ? manager.create(adapted.get(shift).data(), shape)
                        : manager.zeros(shape));
              }
            });
    return arrays;
  }

  /** The arrays that training changes. */
  List<NDArray> changing() {
    return new ArrayList<>(changing.values());
  }

  /**
   * @param scope owns what is made on the way
   * @return the weights to run the stages with, by name; differentiable
   */
  Map<String, NDArray> effective(NDManager scope) {
    if (adaptation == Adaptation.BORDER) {
      return Map.of();
    }
    if (adaptation != Adaptation.SCALE_SHIFT) {
      return changing;
    }
    Map<String, NDArray> weights = new LinkedHashMap<>();
    original.forEach(
        (name, array) -> {
          String convolution = ScaleShift.convolution(name);
          NDArray scale = changing.get(convolution + ScaleShift.SCALE);
          NDArray changed;
          // Results belong to the manager of the first operand, here one that outlives the scope.
          if (ScaleShift.isWeight(name)) {
            NDArray column = scale.reshape(new Shape(scale.size(), 1, 1, 1));
            column.attach(scope);
            changed = column.mul(array);
          } else {
            NDArray scaled = array.mul(scale);
            scaled.attach(scope);
            changed = scaled.add(changing.get(convolution + ScaleShift.SHIFT));
          }
          weights.put(name, changed);
        });
    return weights;
  }

  /**
   * @param input of the adapted stages
   * @return the same, with the border on it if there is one; differentiable
   */
  NDArray prompted(NDArray input) {
    return adaptation == Adaptation.BORDER
        ? Border.on(input, Border.frame(input.getManager(), changing))
        : input;
  }

  /** Copies of the arrays as they are now. */
  AdaptedWeights weights() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    changing.forEach(
        (name, array) ->
            tensors.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray())));
    return new AdaptedWeights(adaptation, tensors);
  }
}
