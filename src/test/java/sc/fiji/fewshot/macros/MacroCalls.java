package sc.fiji.fewshot.macros;

import ij.IJ;

/** Runs macros one after the other, in an ImageJ of their own. */
final class MacroCalls {

  private MacroCalls() {}

  /**
   * @param arguments file of a macro, its argument, and so on
   */
  static void main(String[] arguments) {
    for (int i = 0; i < arguments.length; i += 2) {
      System.out.println("<" + IJ.runMacroFile(arguments[i], arguments[i + 1]) + ">");
    }
    System.exit(0);
  }
}
