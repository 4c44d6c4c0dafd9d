package sc.fiji.fewshot.macros;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import net.imagej.patcher.LegacyInjector;
import sc.fiji.fewshot.headless.ChildJvm;

/**
 * An ImageJ without a screen as Fiji starts it: changed before any of its classes is loaded, so
 * this one must not mention them.
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

  /**
   * Runs macros in an ImageJ of their own that has the commands in its menu, as with the drop-in.
   *
   * @param folder to work in, which holds ImageJ's plugins folder
   * @param calls file of a macro, its argument, and so on
   * @return what they printed
   */
  static ChildJvm run(Path folder, List<String> calls) throws IOException, InterruptedException {
    Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("Few_Shot.jar");
    try (InputStream entries = PatchedImageJ.class.getResourceAsStream("/plugins.config");
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("plugins.config"));
      entries.transferTo(out);
    }
    List<String> options =
        List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dplugins.dir=" + folder);
    return ChildJvm.run(folder, options, PatchedImageJ.class, calls.toArray());
  }
}
