package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command on tiny sets with the methods that need no CNN. */
class EvaluateCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void twoSets() throws IOException {
    Random random = new Random(2);
    for (String set : List.of("dots", "tints")) {
      for (String name : List.of("a", "b", "c")) {
        Path images = Files.createDirectories(folder.resolve("sets").resolve(set).resolve(name));
        for (int i = 0; i < (set.equals("dots") ? 4 : 8); i++) {
          draw(images.resolve(i + ".png"), name.charAt(0) - 'a', random);
        }
      }
    }
  }

  private static void draw(Path file, int kind, Random random) throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.getHSBColor(kind / 3f, 0.5f, 0.6f + 0.2f * random.nextFloat()));
    graphics.fillRect(0, 0, 32, 32);
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillOval(random.nextInt(10), random.nextInt(10), 6 + 6 * kind, 6 + 6 * kind);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private Call evaluate(String... more) {
    List<String> words =
        new ArrayList<>(List.of("evaluate", "--quiet", "--threads", "1", "--episodes", "5"));
    words.addAll(List.of("--data", folder.resolve("sets").toString()));
    words.addAll(List.of(more));
    return Call.of(words.toArray());
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void twoRunsWriteTheSameBytesButForSeconds() throws IOException {
    String[] texts = new String[2];
    for (int i = 0; i < 2; i++) {
      Call call =
          evaluate(
              "--method",
              "colour,forest",
              "--shots",
              "1,5",
              "--forest-episodes",
              "3",
              "--marks-needed",
              "--cache",
              file("cache"),
              "--json",
              file("out.json"),
              "--markdown",
              file("out.md"));
      assertEquals(0, call.exitCode(), call.err());
      assertTrue(call.out().contains("dots, 3 ways, 1 shots, forest (none): "), call.out());
      String json = Files.readString(folder.resolve("out.json"));
      texts[i] =
          json.replaceAll("\"seconds\": [0-9.E-]+", "")
              + Files.readString(folder.resolve("out.md"));
    }
    assertEquals(texts[0], texts[1]);
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      assertEquals(2 * 36, files.filter(Files::isRegularFile).count());
    }
    // The set of four images a class is left out at 5 shots.
    assertTrue(texts[0].contains("5 shots (1 of 2 sets)"), texts[0]);
    assertTrue(texts[0].contains("### Marks needed"), texts[0]);
  }

  @Test
  void filesThatAreNoResultsAreNotReplaced() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "my notes");
    for (String option : List.of("--json", "--markdown")) {
      Call call = evaluate("--method", "colour", option, mine.toString());
      assertEquals(2, call.exitCode(), call.err());
      String sentence =
          option.equals("--json")
              ? mine + " is no JSON file, so it is not replaced"
              : mine + " holds no place for results; add the line";
      assertTrue(call.err().contains(sentence), call.err());
      assertEquals("my notes", Files.readString(mine));
      call = evaluate("--method", "colour", option, folder.toString());
      assertEquals(2, call.exitCode(), call.err());
      assertTrue(call.err().contains("is a folder"), call.err());
    }
    Path former = Files.writeString(folder.resolve("former.json"), " \n[]");
    Call call = evaluate("--method", "colour", "--no-cache", "--json", former.toString());
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(Files.readString(former).contains("\"accuracy\""));
  }

  @Test
  void unevenShotsAreFewerExamples() throws IOException {
    String[] accuracies = new String[2];
    for (int i = 0; i < 2; i++) {
      List<String> words = new ArrayList<>(List.of("--method", "colour", "--no-cache"));
      words.addAll(List.of("--shots", "5", "--json", file(i + ".json")));
      words.addAll(i == 1 ? List.of("--uneven") : List.of());
      Call call = evaluate(words.toArray(String[]::new));
      assertEquals(0, call.exitCode(), call.err());
      String json = Files.readString(folder.resolve(i + ".json"));
      assertEquals(i == 1, json.contains("\"uneven\": true"), json);
      accuracies[i] = json.replaceAll("(?s).*?\"accuracy\": ([0-9.]+).*", "$1");
    }
    assertNotEquals(accuracies[0], accuracies[1]);
  }

  @Test
  void wrongWordsAreToldBeforeAnythingIsDone() {
    assertEquals(2, evaluate("--method", "colour,magic").exitCode());
    assertEquals(2, evaluate("--method", "colour,colour").exitCode());
    assertEquals(
        2, evaluate("--method", "forest,colour", "--shots", "5", "--marks-needed").exitCode());
    Call both = evaluate("--method", "colour,forest", "--shots", "5", "--marks-needed", "--uneven");
    assertEquals(2, both.exitCode());
    assertTrue(both.err().contains("leave out --uneven"), both.err());
    assertEquals(
        2, evaluate("--method", "colour", "--no-cache", "--cache", file("cache")).exitCode());
    assertEquals(1, evaluate("--method", "colour", "--no-cache", "--shots", "50").exitCode());
  }
}
