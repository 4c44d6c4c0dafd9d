package sc.fiji.fewshot.macros;

import net.imagej.patcher.LegacyInjector;

/**
 * An ImageJ on a screen as Fiji starts it: changed before any of its classes is loaded, so this one
 * must not mention them; its menu has SciJava's commands.
 */
public final class FijiLikeImageJ {

  private FijiLikeImageJ() {}

  /**
   * @param arguments for {@link SciJavaMenu#runMacros}
   */
  public static void main(String[] arguments) {
    LegacyInjector.preinit();
    SciJavaHooks hooks = new SciJavaHooks();
    LegacyInjector.installHooks(FijiLikeImageJ.class.getClassLoader(), hooks);
    SciJavaMenu.runMacros(hooks.commands(), arguments);
  }
}
