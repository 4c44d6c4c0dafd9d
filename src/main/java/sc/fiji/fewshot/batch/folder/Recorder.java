package sc.fiji.fewshot.batch.folder;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.batch.journal.ImageRecord;

/** Writes, publishes and records. */
final class Recorder implements ImageSink {

  private final JobSettings settings;
  private final JobJournal journal;
  private final Consumer<String> said;

  /**
   * @param settings of the job
   * @param journal of the job; stays the caller's
   * @param said hears of each image
   */
  Recorder(JobSettings settings, JobJournal journal, Consumer<String> said) {
    this.settings = settings;
    this.journal = journal;
    this.said = said;
  }

  @Override
  public void done(Input input, String stamp, double seconds, Function<Path, ImageFigures> write) {
    Path staging = staging();
    Map<String, Long> files;
    ImageFigures figures;
    try {
      figures = write.apply(staging);
      files = Publication.publish(staging, settings.out(), input.name());
    } catch (RuntimeException | Error e) {
      failed(input, stamp, Reason.of(e));
      return;
    }
    record(input, stamp, figures, files, null, seconds);
    said.accept(input.name() + ": done");
  }

  @Override
  public void failed(Input input, String stamp, String reason) {
    Publication.withdraw(settings.out(), input.name());
    record(input, stamp, null, null, reason, 0);
    said.accept(input.name() + ": failed: " + reason);
  }

  @Override
  public String stamp(Input input) {
    return InputStamp.of(input, settings.regions());
  }

  @Override
  public Path staging() {
    return new JobFolder(settings.out()).staging(settings.shard());
  }

  private void record(
      Input input,
      String stamp,
      ImageFigures figures,
      Map<String, Long> files,
      String reason,
      double seconds) {
    journal.append(
        new ImageRecord(
            input.name(),
            input.path().toString(),
            stamp,
            figures,
            files,
            reason,
            Math.round(seconds * 1000) / 1000.0,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
  }
}
