package sc.fiji.fewshot.batch.spark;

import java.io.Serializable;
import sc.fiji.fewshot.batch.journal.ImageFigures;

/**
 * What became of an image on another machine.
 *
 * @param folder where its files wait to be put in place; null if it failed
 * @param figures what was found; null if it failed
 * @param seconds that this took
 * @param reason why it failed, a sentence; else null
 */
record RemoteResult(String folder, ImageFigures figures, double seconds, String reason)
    implements Serializable {

  static RemoteResult failed(String reason) {
    return new RemoteResult(null, null, 0, reason);
  }
}
