package sc.fiji.fewshot.macros;

import net.imagej.patcher.LegacyInjector;

/**
 * Starts ImageJ as Fiji does without a screen: changed before any of its classes is loaded, so this
 * one must not mention them.
 */
public final class PatchedImageJ {

  private PatchedImageJ() {}

  /**
   * @param arguments for {@link MacroCalls}
   */
  public static void main(String[] arguments) {
    LegacyInjector.preinit();
    MacroCalls.main(arguments);
  }
}
