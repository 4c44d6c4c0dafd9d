package sc.fiji.fewshot.batch.report;

import java.util.List;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.JournalHeader;

/**
 * What is told of a job.
 *
 * @param header which job
 * @param records of the images that were worked on, by name
 */
public record JobFigures(JournalHeader header, List<ImageRecord> records) {

  /**
   * @return images that nothing is known of
   */
  public int pending() {
    return header.total() - records.size();
  }

  List<ImageRecord> done() {
    return records.stream().filter(r -> !r.failed()).toList();
  }

  List<ImageRecord> failed() {
    return records.stream().filter(ImageRecord::failed).toList();
  }

  /** What has a label of its own and is counted. */
  String counted() {
    String mode = header.options().get("mode");
    return "image".equals(mode) ? "slices" : mode;
  }

  /** Patches, regions or slices of all images with a value of the label map. */
  long count(int value) {
    return done().stream().mapToLong(r -> r.figures().counts()[value]).sum();
  }
}
