package sc.fiji.fewshot.command;

import ij.IJ;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;

/** Ends the macro that runs, so that its next lines do not work on results that are not there. */
public final class FailedMacro {

  private FailedMacro() {}

  /**
   * Ends the macro; on a screen ImageJ shows why, and at which line.
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
}
