package sc.fiji.fewshot.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One call of the command line in this JVM.
 *
 * @param exitCode what the shell would see
 * @param out what was printed to standard output
 * @param err what was printed to standard error
 */
record Call(int exitCode, String out, String err) {

  static Call of(Object... words) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int exitCode = FewShotCli.run(Stream.of(words).map(Object::toString).toArray(String[]::new));
      return new Call(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  /** The lines on standard error; give {@code --quiet} to have problems only. */
  List<String> problems() {
    return err.lines().filter(line -> !line.isBlank()).toList();
  }

  static Path fromProject(String path) {
    return Path.of(path).toAbsolutePath();
  }
}
