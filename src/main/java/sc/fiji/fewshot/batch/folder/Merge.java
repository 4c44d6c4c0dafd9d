package sc.fiji.fewshot.batch.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.Journal;
import sc.fiji.fewshot.batch.journal.JournalHeader;
import sc.fiji.fewshot.batch.report.HtmlReport;
import sc.fiji.fewshot.batch.report.JobFigures;
import sc.fiji.fewshot.batch.report.SummaryTable;

/** Makes the summary and the report of a folder of results from the journals of all its shares. */
public final class Merge {

  private final Path out;
  private final Map<Integer, Journal.Content> shares = new TreeMap<>();
  private final JournalHeader header;

  /**
   * @param out folder of the results
   * @throws FewShotException if there are no journals, or they do not belong together
   */
  public Merge(Path out) {
    this.out = out;
    Collection<Journal.Content> journals = new JobFolder(out).journals().values();
    if (journals.isEmpty()) {
      throw new FewShotException(
          out + " holds no journal of a job; give the folder that was its out.");
    }
    header = journals.iterator().next().header();
    for (Journal.Content content : journals) {
      JournalHeader other = content.header();
      if (!other.sameWork(header) || other.shards() != header.shards()) {
        throw new FewShotException(
            "%s holds journals of different jobs; do one of them again into another folder."
                .formatted(out));
      }
      if (!other.list().equals(header.list())) {
        throw new FewShotException(
            "The shares %s and %s in %s are of different lists of images; run all shares again (resume)."
                .formatted(header.shard(), other.shard(), out));
      }
      shares.put(other.shardNumber(), content);
    }
  }

  /**
   * Writes the summary and the report.
   *
   * @param partial whether to do so although images are not done yet
   * @return how the job stands
   * @throws FewShotException if images are not done and {@code partial} is not given, or a file
   *     cannot be written
   */
  public JobOutcome write(boolean partial) {
    List<String> problems = problems();
    if (!problems.isEmpty() && !partial) {
      throw new FewShotException(
          "The job in %s is not finished: %s; run what is missing again (resume), or merge what is"
                  .formatted(out, String.join(", ", problems))
              + " there (partial).");
    }
    List<ImageRecord> records = records();
    JobFigures figures = new JobFigures(header, records);
    JobFolder folder = new JobFolder(out);
    SummaryTable.write(folder.summary(), figures);
    HtmlReport.write(folder.report(), figures);
    List<ImageRecord> failures = records.stream().filter(ImageRecord::failed).toList();
    return new JobOutcome(header.total(), failures, figures.pending());
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    String missing =
        IntStream.rangeClosed(1, header.shards())
            .filter(number -> !shares.containsKey(number))
            .mapToObj(number -> number + "/" + header.shards())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      problems.add("of share " + missing + " there is no journal");
    }
    Map<String, ImageRecord> known = known();
    for (Journal.Content share : shares.values()) {
      List<String> images = share.header().images();
      long done = images.stream().filter(known::containsKey).count();
      if (done < images.size()) {
        problems.add(
            "share %s has done %d of %d images"
                .formatted(share.header().shard(), done, images.size()));
      }
    }
    return problems;
  }

  private Map<String, ImageRecord> known() {
    Map<String, ImageRecord> known = new HashMap<>();
    shares.values().forEach(share -> known.putAll(share.records()));
    return known;
  }

  /** By name; each image's from the share that it belongs to, if that has come to it. */
  private List<ImageRecord> records() {
    Map<String, ImageRecord> known = known();
    Map<String, ImageRecord> planned = new TreeMap<>();
    for (Journal.Content share : shares.values()) {
      for (String image : share.header().images()) {
        ImageRecord found = share.records().getOrDefault(image, known.get(image));
        if (found != null) {
          planned.put(image, found);
        }
      }
    }
    return List.copyOf(planned.values());
  }
}
