package sc.fiji.fewshot.pretrain.episodic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the program under docs/ as its page says, so that it never goes stale. */
class PrototypicalToyTest {

  @Test
  void theLossFallsAndNewClassesAreRecognised() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Path.of("docs", "toy", "PrototypicalToy.java").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    List<Double> losses = numbers("loss of steps \\d+ to \\d+: ([0-9.]+)", said);
    assertEquals(5, losses.size(), said);
    assertTrue(losses.get(4) < 0.5 * losses.get(0), said);
    double before = numbers("accuracy before: ([0-9.]+)", said).get(0);
    double after = numbers("accuracy after: ([0-9.]+)", said).get(0);
    assertTrue(before < 0.95 && after > 0.95, said);
  }

  private static List<Double> numbers(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> Double.valueOf(result.group(1)))
        .toList();
  }
}
