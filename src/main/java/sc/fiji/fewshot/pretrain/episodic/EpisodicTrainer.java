package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.pretrain.Checkpoint;

/** Trains a network by an objective, step by step, with Adam. */
final class EpisodicTrainer {

  private final EpisodicNetwork network;
  private final Objective objective;
  private final TaskSource source;
  private final EpisodicSettings settings;
  private final Adam adam;
  private int step;

  /**
   * @param network to train
   * @param objective of it
   * @param source of images
   * @param settings of the course
   */
  EpisodicTrainer(
      EpisodicNetwork network, Objective objective, TaskSource source, EpisodicSettings settings) {
    this.network = network;
    this.objective = objective;
    this.source = source;
    this.settings = settings;
    Map<String, NDArray> learnt = new LinkedHashMap<>(network.parameters());
    learnt.putAll(objective.parameters());
    adam = new Adam(network.manager(), learnt);
  }

  /**
   * @return steps done so far
   */
  int steps() {
    return step;
  }

  /**
   * Does the next step.
   *
   * @return its loss and accuracy, without validation
   * @throws FewShotException if the loss is no number any more
   */
  TrainingStep step() {
    int number = step + 1;
    try (NDManager scope = network.manager().newSubManager()) {
      Objective.Step outcome = objective.step(scope, source, number);
      if (!Double.isFinite(outcome.loss())) {
        throw new FewShotException(
            "Training diverged at step "
                + number
                + "; start again with a smaller --learning-rate and another --out.");
      }
      adam.step(scope, number, settings.rate(number), outcome.gradients());
      step = number;
      return new TrainingStep(
          number, outcome.loss(), outcome.accuracy(), TrainingStep.Validation.NONE);
    }
  }

  /**
   * @return copies of all that a step changes
   */
  Checkpoint checkpoint() {
    Map<String, NDArray> state = learntArrays();
    state.putAll(adam.moments());
    return new Checkpoint(step, copies(state));
  }

  /**
   * @return copies of the network's weights and statistics and of what the objective learnt
   */
  Map<String, Tensor> learnt() {
    return copies(learntArrays());
  }

  private static Map<String, Tensor> copies(Map<String, NDArray> arrays) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) ->
            tensors.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray())));
    return tensors;
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param checkpoint of the same network, objective and settings
   */
  void restore(Checkpoint checkpoint) {
    Map<String, NDArray> state = learntArrays();
    state.putAll(adam.moments());
    state.forEach(
        (name, array) -> {
          Tensor tensor = checkpoint.tensors().get(name);
          if (tensor == null || !array.getShape().equals(new Shape(tensor.shape()))) {
            throw new FewShotException("The checkpoint lacks " + name + "; choose another --out.");
          }
          try (NDArray kept = network.manager().create(tensor.data(), array.getShape())) {
            // The engine's own copying warns of a deprecated mode on standard error.
            array.subi(array).addi(kept);
          }
        });
    step = checkpoint.step();
  }

  private Map<String, NDArray> learntArrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>(network.parameters());
    arrays.putAll(network.statistics());
    arrays.putAll(objective.parameters());
    return arrays;
  }
}
