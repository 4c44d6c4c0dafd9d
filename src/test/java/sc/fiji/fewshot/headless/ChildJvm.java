package sc.fiji.fewshot.headless;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java program that ran by itself as in a container: without a screen, with hardly a variable in
 * its environment, with a home that does not exist and cannot be made. Its class path is that of
 * this program.
 *
 * @param exitCode what the shell would see
 * @param printed to standard output and standard error
 */
public record ChildJvm(int exitCode, String printed) {

  /** The option of Java with which the program has this one's screen. */
  public static final String SCREEN = "-Djava.awt.headless=false";

  private static final long MINUTES = 4;

  /**
   * @param folder that is the current one; its {@code tmp} becomes the folder of temporary files
   * @param options of Java
   * @param main class to run
   * @param arguments of the program
   * @return how it ended
   */
  public static ChildJvm run(Path folder, List<String> options, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    Path file = folder.resolve("printed.txt");
    Files.write(file, new byte[0]);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Djava.awt.headless=true");
    // Nobody, not even root, makes a folder within a file.
    Path home = file.resolve("home");
    words.add("-Duser.home=" + home);
    words.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Stream.of(arguments).map(Object::toString).forEach(words::add);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.directory(folder.toFile()).redirectOutput(file.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.environment().put("DJL_CACHE_DIR", Utils.getCacheDir().toString());
    if (options.contains(SCREEN)) {
      for (String name : List.of("DISPLAY", "XAUTHORITY")) {
        Optional.ofNullable(System.getenv(name))
            .ifPresent(value -> builder.environment().put(name, value));
      }
    }
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return new ChildJvm(process.exitValue(), Files.readString(file));
  }
}
