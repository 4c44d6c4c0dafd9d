package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.Journal;
import sc.fiji.fewshot.batch.journal.JournalHeader;

/**
 * Classifies many images into a folder. It may be killed at any moment: {@code resume} goes on
 * where it was, and ends with the same bytes as if nothing had happened. To be closed.
 */
public final class FolderJob implements AutoCloseable {

  private final JobSettings settings;
  private final JobFolder folder;
  private final InputList all;
  private final List<Input> inputs;
  private final JobLock lock;
  private final Journal journal;
  private final Map<String, ImageRecord> records = new HashMap<>();

  /**
   * Takes the folder of results.
   *
   * @param settings of the job
   * @param all images of all shares
   * @throws FewShotException if another job has the folder, or results are there that do not belong
   *     to this one
   */
  public FolderJob(JobSettings settings, InputList all) {
    this.settings = settings;
    this.all = all;
    folder = new JobFolder(settings.out());
    inputs = settings.shard().of(all);
    folder.create();
    lock = JobLock.take(folder.lock(settings.shard()));
    try {
      journal = begin();
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private Journal begin() {
    JournalHeader header = header();
    Path file = folder.journal(settings.shard());
    Map<Path, Journal.Content> journals = folder.journals();
    Journal.Content own = journals.get(file);
    if (own != null && (settings.overwrite() || !settings.resume() && nothingDone(own))) {
      journals.remove(file);
      own = null;
    }
    if (!settings.overwrite()) {
      journals.forEach((path, content) -> checkFits(content, header));
    }
    if (own != null && !settings.resume()) {
      throw new FewShotException(
          "%s holds the journal of an earlier job; go on with it (resume), do it again (overwrite), or"
                  .formatted(settings.out())
              + " choose another folder (out).");
    }
    if (settings.overwrite()) {
      journals.forEach((path, content) -> discardForeign(path, content, header));
    }
    Set<String> known = new HashSet<>();
    if (!settings.overwrite()) {
      // An image may have moved to another share since others were added.
      journals.values().forEach(content -> known.addAll(content.everPlanned()));
      checkNothingThere(known);
      journals.values().forEach(content -> records.putAll(content.records()));
    }
    JobFolder.delete(folder.staging(settings.shard()));
    Journal opened = Journal.open(file, own == null ? 0 : own.length());
    if (own == null || !own.header().equals(header)) {
      opened.append(header);
    }
    return opened;
  }

  /** A job that came to nothing is not in the way of another. */
  private static boolean nothingDone(Journal.Content content) {
    return content.records().values().stream().allMatch(ImageRecord::failed);
  }

  private void checkFits(Journal.Content content, JournalHeader header) {
    JournalHeader other = content.header();
    if (!other.sameWork(header)) {
      throw new FewShotException(
          "%s holds results of another job (%s); choose another folder (out), or do all again (overwrite)."
              .formatted(settings.out(), difference(other, header)));
    }
    if (other.shards() != header.shards()) {
      throw new FewShotException(
          "%s was begun in %d share(s), not %d; keep to that (shard), or choose another folder (out)."
              .formatted(settings.out(), other.shards(), header.shards()));
    }
  }

  /** Starting anew leaves no journal of another kind of job, unless that is running. */
  private void discardForeign(Path path, Journal.Content content, JournalHeader header) {
    JournalHeader other = content.header();
    if (other.sameWork(header) && other.shards() == header.shards()) {
      return;
    }
    try (JobLock theirs = JobLock.take(folder.lock(Shard.parse(other.shard())))) {
      theirs.delete(path);
    }
  }

  private static String difference(JournalHeader other, JournalHeader header) {
    if (!other.sha256().equals(header.sha256())) {
      return "its classifier, %s, is not the same".formatted(other.classifier());
    }
    return "its options were " + other.options();
  }

  private void checkNothingThere(Set<String> known) {
    for (Input input : inputs) {
      if (!known.contains(input.name())) {
        new ImageOutputs(settings.out(), input.name())
            .existing()
            .ifPresent(
                file -> {
                  throw new FewShotException(
                      file
                          + " exists, but no journal tells of it; replace it (overwrite), or choose"
                          + " another folder (out).");
                });
      }
    }
  }

  private JournalHeader header() {
    StringBuilder names = new StringBuilder();
    all.inputs().forEach(input -> names.append(input.name()).append('\n'));
    return new JournalHeader(
        JournalHeader.FORMAT,
        settings.classifier().getFileName().toString(),
        classifierHash(),
        settings.options(),
        settings.plan().classifier().classes().stream()
            .map(
                c ->
                    new JournalHeader.NamedColour(
                        c.name(), String.format(Locale.ROOT, "#%06x", c.rgb())))
            .toList(),
        settings.shard().toString(),
        inputs.stream().map(Input::name).toList(),
        all.inputs().size(),
        Sha256.of(names.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private String classifierHash() {
    try {
      return Sha256.of(settings.classifier());
    } catch (IOException e) {
      throw new FewShotException(
          "The classifier file " + settings.classifier() + " cannot be read.", e);
    }
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
    try {
      work.run(open, new Recorder(said), progress);
    } finally {
      JobFolder.delete(folder.staging(settings.shard()));
    }
    if (settings.shard().equals(Shard.WHOLE)) {
      return new Merge(settings.out()).write(true);
    }
    List<ImageRecord> failures =
        inputs.stream().map(i -> records.get(i.name())).filter(ImageRecord::failed).toList();
    return new JobOutcome(inputs.size(), failures, 0);
  }

  private boolean isDone(Input input) {
    ImageRecord before = records.get(input.name());
    return before != null
        && !before.failed()
        && before.stamp().equals(InputStamp.of(input, settings.regions()))
        && before.files().entrySet().stream()
            .allMatch(file -> hasSize(settings.out().resolve(file.getKey()), file.getValue()));
  }

  private static boolean hasSize(Path file, long size) {
    return Files.isRegularFile(file) && file.toFile().length() == size;
  }

  /** Writes, publishes and records. */
  private final class Recorder implements ImageSink {

    private final Consumer<String> said;

    Recorder(Consumer<String> said) {
      this.said = said;
    }

    @Override
    public void done(
        Input input, String stamp, double seconds, Function<Path, ImageFigures> write) {
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
      return folder.staging(settings.shard());
    }

    private void record(
        Input input,
        String stamp,
        ImageFigures figures,
        Map<String, Long> files,
        String reason,
        double seconds) {
      ImageRecord line =
          new ImageRecord(
              input.name(),
              input.path().toString(),
              stamp,
              figures,
              files,
              reason,
              Math.round(seconds * 1000) / 1000.0,
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      journal.append(line);
      records.put(line.image(), line);
    }
  }

  @Override
  public void close() {
    journal.close();
    lock.close();
  }
}
