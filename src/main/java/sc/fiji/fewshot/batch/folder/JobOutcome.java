package sc.fiji.fewshot.batch.folder;

import java.util.List;
import sc.fiji.fewshot.batch.journal.ImageRecord;

/**
 * How a job ended.
 *
 * @param images how many it was about
 * @param failures images that could not be classified
 * @param pending how many images are not done
 */
public record JobOutcome(int images, List<ImageRecord> failures, int pending) {

  /**
   * @return whether not a single image is done
   */
  public boolean failed() {
    return failures.size() + pending == images;
  }

  /**
   * @return whether something is missing
   */
  public boolean partly() {
    return !failures.isEmpty() || pending > 0;
  }
}
