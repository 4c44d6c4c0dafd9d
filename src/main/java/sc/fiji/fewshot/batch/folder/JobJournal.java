package sc.fiji.fewshot.batch.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.Journal;
import sc.fiji.fewshot.batch.journal.JournalHeader;

/**
 * A job's own journal, to which it adds, and what earlier runs and other shares did. Nobody else
 * writes to the results of this share while it is open. To be closed.
 */
final class JobJournal implements AutoCloseable {

  private final JobSettings settings;
  private final JobFolder folder;
  private final JournalHeader header;
  private final JobLock lock;
  private final Journal journal;

  /** The latest of each image, by name. */
  private final Map<String, ImageRecord> records = new ConcurrentHashMap<>();

  /**
   * @param settings of the job
   * @param header which images it is about
   * @throws FewShotException if another job has the folder, or results are there that do not belong
   *     to this one
   */
  JobJournal(JobSettings settings, JournalHeader header) {
    this.settings = settings;
    this.header = header;
    folder = new JobFolder(settings.out());
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
    Path file = folder.journal(settings.shard());
    Map<Path, Journal.Content> journals = folder.journals();
    boolean isOurs = !journals.isEmpty();
    Journal.Content own = journals.get(file);
    if (own != null && (settings.overwrite() || !settings.resume() && nothingDone(own))) {
      journals.remove(file);
      own = null;
    }
    if (!settings.overwrite()) {
      journals.forEach((path, content) -> checkFits(content));
    }
    if (own != null && !settings.resume()) {
      throw new FewShotException(
          "%s holds the journal of an earlier job; go on with it (resume), do it again (overwrite), or"
                  .formatted(settings.out())
              + " choose another folder.");
    }
    if (settings.overwrite()) {
      journals.forEach((path, content) -> discardForeign(path, content));
    }
    Set<String> known = new HashSet<>();
    if (!settings.overwrite()) {
      if (!isOurs) {
        Stream.of(folder.summary(), folder.report())
            .filter(Files::exists)
            .forEach(JobJournal::refuse);
      }
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

  private void checkFits(Journal.Content content) {
    JournalHeader other = content.header();
    if (!other.sameWork(header)) {
      throw new FewShotException(
          "%s holds results of another job (%s); choose another folder, or do all again (overwrite)."
              .formatted(settings.out(), difference(other)));
    }
    if (other.shards() != header.shards()) {
      throw new FewShotException(
          "%s was begun in %d share(s), not %d; keep to that (shard), or choose another folder."
              .formatted(settings.out(), other.shards(), header.shards()));
    }
  }

  /** Starting anew leaves no journal of another kind of job, unless that is running. */
  private void discardForeign(Path path, Journal.Content content) {
    JournalHeader other = content.header();
    if (other.sameWork(header) && other.shards() == header.shards()) {
      return;
    }
    try (JobLock theirs = JobLock.take(folder.lock(Shard.parse(other.shard())))) {
      theirs.delete(path);
    }
  }

  private String difference(JournalHeader other) {
    if (!other.sha256().equals(header.sha256())) {
      return "its classifier, %s, is not the same".formatted(other.classifier());
    }
    return "its options were " + other.options();
  }

  private void checkNothingThere(Set<String> known) {
    for (String image : header.images()) {
      if (!known.contains(image)) {
        new ImageOutputs(settings.out(), image).existing().ifPresent(JobJournal::refuse);
      }
    }
  }

  private static void refuse(Path file) {
    throw new FewShotException(
        file
            + " exists, but no journal tells of it; replace it (overwrite), or choose another"
            + " folder.");
  }

  /**
   * @param image name of its results
   * @return what became of it, if anything did
   */
  Optional<ImageRecord> find(String image) {
    return Optional.ofNullable(records.get(image));
  }

  /**
   * @param line to add
   * @throws FewShotException if it cannot be written
   */
  void append(ImageRecord line) {
    journal.append(line);
    records.put(line.image(), line);
  }

  @Override
  public void close() {
    journal.close();
    lock.close();
  }
}
