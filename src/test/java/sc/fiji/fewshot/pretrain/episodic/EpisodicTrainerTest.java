package sc.fiji.fewshot.pretrain.episodic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Conv4;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.pretrain.Checkpoint;

class EpisodicTrainerTest {

  private static final int STEPS = 30;
  private static final EpisodePlan PLAN = new EpisodePlan(4, 2, 3);
  private static final ClassImages IMAGES = DrawnShapes.of(8, 8, 16);

  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void everyObjectiveLearns(ObjectiveKind kind) {
    try (NDManager manager = manager()) {
      Run run = new Run(manager, kind);
      double first = mean(run.trainer, STEPS / 3);
      mean(run.trainer, STEPS / 3);
      double last = mean(run.trainer, STEPS / 3);
      // Meta-baseline's last steps have another loss, of fewer classes.
      assertTrue(last < 0.8 * first, first + " to " + last);
    }
  }

  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void anInterruptedTrainingTakesTheSameCourse(ObjectiveKind kind) {
    try (NDManager manager = manager()) {
      Run undisturbed = new Run(manager, kind);
      mean(undisturbed.trainer, 4);
      Checkpoint checkpoint = undisturbed.trainer.checkpoint();
      double expected = mean(undisturbed.trainer, 3);

      Run resumed = new Run(manager, kind);
      resumed.trainer.restore(checkpoint);
      assertEquals(4, resumed.trainer.steps());
      assertEquals(expected, mean(resumed.trainer, 3));
      Map<String, Tensor> weights = resumed.trainer.learnt();
      undisturbed
          .trainer
          .learnt()
          .forEach((name, t) -> assertArrayEquals(t.data(), weights.get(name).data(), name));
    }
  }

  /** Meta-baseline changes its loss on the way. */
  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void stepsLeaveNothingBehind(ObjectiveKind kind) {
    try (NDManager manager = manager()) {
      Run run = new Run(manager, kind);
      mean(run.trainer, 2);
      int kept = manager.getManagedArrays().size();
      mean(run.trainer, STEPS - 4);
      assertEquals(kept, manager.getManagedArrays().size());
      try (NDArray left = run.network.manager().create(1f)) {
        assertEquals(kept + 1, manager.getManagedArrays().size(), left + " is counted");
      }
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingInASentence() {
    try (NDManager manager = manager()) {
      Run run = new Run(manager, ObjectiveKind.PROTOTYPICAL);
      run.network.parameters().get("conv1.weight").muli(Float.NaN);
      FewShotException problem = assertThrows(FewShotException.class, run.trainer::step);
      assertTrue(problem.getMessage().contains("smaller --learning-rate"), problem.getMessage());
    }
  }

  private static NDManager manager() {
    return Devices.engine().newBaseManager(Devices.choose("cpu"));
  }

  private static double mean(EpisodicTrainer trainer, int steps) {
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += trainer.step().loss() / steps;
    }
    return sum;
  }

  private static final class Run {

    private final Conv4Network network;
    private final EpisodicTrainer trainer;

    Run(NDManager manager, ObjectiveKind kind) {
      network = new Conv4Network(manager, Conv4.initial(0));
      EpisodicSettings settings = new EpisodicSettings(kind, PLAN, false, true, STEPS, 2e-3, 0);
      Objective objective = kind.of(network, IMAGES.classes().size(), settings);
      trainer =
          new EpisodicTrainer(
              network, objective, new DrawingTasks(IMAGES, PLAN, true, 0), settings);
    }
  }
}
