package sc.fiji.fewshot.batch.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.batch.journal.ImageRecord;

/**
 * Classifies many images into a folder. It may be killed at any moment: {@code resume} goes on
 * where it was, and ends with the same bytes as if nothing had happened. To be closed.
 */
public final class FolderJob implements AutoCloseable {

  private final JobSettings settings;
  private final List<Input> inputs;
  private final JobJournal journal;

  /**
   * Takes the folder of results.
   *
   * @param settings of the job
   * @param all images of all shares
   * @throws FewShotException if another job has the folder, results are there that do not belong to
   *     this one, or a result would replace an input
   */
  public FolderJob(JobSettings settings, InputList all) {
    this.settings = settings;
    InputGuard.check(settings, all);
    inputs = settings.shard().of(all);
    journal = new JobJournal(settings, JobHeader.of(settings, all, inputs));
  }

  /**
   * Classifies what is not done yet; blocks until all is written, the summary and the report
   * included unless this is only a share.
   *
   * @param classifier the job's, ready to work; stays the caller's
   * @param said hears of each image, on another thread
   * @param progress may cancel
   * @return how it ended
   * @throws FewShotException if the journal or the summary cannot be written
   */
  public JobOutcome run(OpenClassifier classifier, Consumer<String> said, Progress progress) {
    ImageTask task = new ImageTask(classifier, settings.kinds(), settings.regions());
    ImageWork here =
        (open, sink, part) -> {
          try (Pipeline pipeline = new Pipeline(task, sink.staging(), sink)) {
            pipeline.run(open, part);
          }
        };
    return run(here, said, progress);
  }

  /**
   * As the above, with others to do the work.
   *
   * @param work is done by
   * @param said hears of each image, on another thread
   * @param progress may cancel
   * @return how it ended
   * @throws FewShotException if the work cannot go on, or the journal or the summary not be written
   */
  public JobOutcome run(ImageWork work, Consumer<String> said, Progress progress) {
    List<Input> open = new ArrayList<>();
    for (Input input : inputs) {
      if (isDone(input)) {
        said.accept(input.name() + ": done before");
      } else {
        open.add(input);
      }
    }
    Recorder recorder = new Recorder(settings, journal, said);
    try {
      work.run(open, recorder, progress);
    } finally {
      JobFolder.delete(recorder.staging());
    }
    if (settings.shard().equals(Shard.WHOLE)) {
      return new Merge(settings.out()).write(true);
    }
    List<ImageRecord> failures =
        inputs.stream()
            .flatMap(input -> journal.find(input.name()).stream())
            .filter(ImageRecord::failed)
            .toList();
    return new JobOutcome(inputs.size(), failures, 0);
  }

  private boolean isDone(Input input) {
    return journal.find(input.name()).filter(before -> isCurrent(before, input)).isPresent();
  }

  private boolean isCurrent(ImageRecord before, Input input) {
    return !before.failed()
        && before.stamp().equals(InputStamp.of(input, settings.regions()))
        && before.files().entrySet().stream()
            .allMatch(file -> hasSize(settings.out().resolve(file.getKey()), file.getValue()));
  }

  private static boolean hasSize(Path file, long size) {
    return Files.isRegularFile(file) && file.toFile().length() == size;
  }

  @Override
  public void close() {
    journal.close();
  }
}
