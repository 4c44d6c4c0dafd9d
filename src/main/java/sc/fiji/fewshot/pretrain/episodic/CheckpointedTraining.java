package sc.fiji.fewshot.pretrain.episodic;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sc.fiji.fewshot.pretrain.Checkpoint;

/**
 * Runs a trainer to its last step, keeping the course and checkpoints in a folder from which an
 * interrupted training goes on.
 *
 * @param out existing folder
 * @param settings of the course
 * @param validation measures on classes kept out of training
 * @param listener hears of each step, on the calling thread
 * @param report hears of what is done, one line at a time
 */
record CheckpointedTraining(
    Path out,
    EpisodicSettings settings,
    Optional<Supplier<TrainingStep.Validation>> validation,
    Consumer<TrainingStep> listener,
    Consumer<String> report) {

  private static final int CHECKPOINT_EVERY = 100;
  private static final int VALIDATION_EVERY = 100;

  /**
   * @param trainer at its beginning
   */
  void run(EpisodicTrainer trainer) {
    Course course = new Course();
    Optional<Checkpoint> checkpoint = Checkpoint.read(out, settings);
    if (checkpoint.isPresent()) {
      trainer.restore(checkpoint.get());
      course = Course.read(out, trainer.steps());
      report.accept("Going on after step " + trainer.steps() + ".");
    }
    while (trainer.steps() < settings.steps()) {
      TrainingStep step = trainer.step();
      boolean last = step.step() == settings.steps();
      if (validation.isPresent() && (last || step.step() % VALIDATION_EVERY == 0)) {
        step = step.with(validation.get().get());
      }
      course.add(step);
      listener.accept(step);
      if (last || step.step() % CHECKPOINT_EVERY == 0) {
        course.write(out);
        trainer.checkpoint().write(out, settings);
      }
    }
  }
}
