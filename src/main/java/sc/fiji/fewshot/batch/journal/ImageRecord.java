package sc.fiji.fewshot.batch.journal;

import java.util.Map;

/**
 * A line of the journal: what became of an image.
 *
 * @param image name of its results
 * @param file where it was
 * @param stamp which version of the file it was, by size and time
 * @param figures what was found; null if it failed
 * @param files what was written: size in bytes by path relative to the folder of results; null if
 *     it failed
 * @param reason why it failed, a sentence; null if it did not
 * @param seconds that encoding and predicting took
 * @param finished when, UTC
 */
public record ImageRecord(
    String image,
    String file,
    String stamp,
    ImageFigures figures,
    Map<String, Long> files,
    String reason,
    double seconds,
    String finished) {

  /**
   * @return whether the image could not be classified
   */
  public boolean failed() {
    return reason != null;
  }
}
