package sc.fiji.fewshot.command;

import ij.ImagePlus;
import ij.WindowManager;

/**
 * The image that a macro works on in batch mode and without a screen. ImageJ keeps it by thread,
 * and in Fiji a command has a thread of its own.
 */
final class MacroImage {

  private MacroImage() {}

  /**
   * Makes the image that this thread has shown last, if any, that of the macro, whose next lines
   * work on it; and no longer that of this thread, which other commands will run on.
   *
   * @param macro thread that waits for this one, or null if this is the macro's own
   */
  static void handOver(Thread macro) {
    ImagePlus shown = WindowManager.getTempCurrentImage();
    if (macro != null && shown != null) {
      WindowManager.setTempCurrentImage(macro, shown);
      WindowManager.setTempCurrentImage(null);
    }
  }
}
