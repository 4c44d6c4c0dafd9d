package sc.fiji.fewshot.command;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;

/** Ends the macro that runs, so that its next lines do not work on results that are not there. */
public final class FailedMacro {

  private FailedMacro() {}

  /**
   * Ends the macro; on a screen ImageJ shows why, and at which line, and this waits until the user
   * has read it.
   *
   * @param sentence why
   */
  public static void end(String sentence) {
    if (!GraphicsEnvironment.isHeadless()) {
      IJ.error("Few-Shot", sentence);
      return;
    }
    Interpreter macro = Interpreter.getInstance();
    if (macro != null) {
      // Its own message would be a dialog.
      macro.setIgnoreErrors(true);
      macro.abort(sentence);
    }
  }

  /**
   * Does the same from a thread that is not the macro's. In Fiji that has the options of the
   * macro's line, too, so that no dialog of ImageJ's opens on it: neither does that which tells the
   * sentence. Hence a further thread, which has none.
   *
   * @param sentence why
   */
  static void endFromElsewhere(String sentence) {
    Thread teller = new Thread(() -> end(sentence), "Few-Shot: why the macro ends");
    // So ImageJ ends what runs on a macro's own thread, which this is not.
    teller.setUncaughtExceptionHandler((thread, e) -> {});
    teller.start();
    try {
      teller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
