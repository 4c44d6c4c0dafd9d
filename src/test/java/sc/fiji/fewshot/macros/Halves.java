package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sc.fiji.fewshot.cli.FewShotCli;
import sc.fiji.fewshot.predict.Scenes;

/**
 * A small stack of two slices with marks, and what the command line makes of it.
 *
 * @param image its file, in a folder without other files
 * @param rois the marks
 * @param classifier of the command line
 * @param results folder that the command line wrote
 */
public record Halves(Path image, Path rois, Path classifier, Path results) {

  private static final int SIZE = 96;

  /** Options of training and of classification that save time; the same words in macros. */
  public static final String TRAINING = "patch=64 views=1 device=cpu";

  static final String CLASSIFICATION = "stride=32 device=cpu";

  /**
   * @param folder to make it in
   * @return what was made
   */
  public static Halves make(Path folder) throws IOException {
    Path image = Files.createDirectories(folder.resolve("my images")).resolve("halves.tif");
    assertTrue(new FileSaver(Scenes.halves(SIZE, SIZE, 2)).saveAsTiffStack(image.toString()));
    Path rois = folder.resolve("rois.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rois))) {
      for (Roi roi : marks()) {
        zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    Halves halves =
        new Halves(image, rois, folder.resolve("cli.fewshot"), folder.resolve("cli results"));
    assertEquals(0, shell(halves.trainWords(halves.classifier)));
    assertEquals(0, shell(halves.classifyWords(halves.classifier, halves.results)));
    return halves;
  }

  private static int shell(List<String> words) {
    return FewShotCli.run(words.toArray(String[]::new));
  }

  static List<Roi> marks() {
    List<Roi> marks = new ArrayList<>();
    for (String name : List.of("smooth#1", "check#1")) {
      Roi roi = new Roi(name.startsWith("smooth") ? 8 : 56, 24, 32, 32);
      roi.setName(name);
      roi.setPosition(1);
      marks.add(roi);
    }
    return marks;
  }

  /** The words of the command line that learn from the marks. */
  public List<String> trainWords(Path out) {
    return words("train", "--examples", rois, "--image", image, "--out", out, TRAINING);
  }

  /** The words of the command line that classify the folder of the image. */
  public List<String> classifyWords(Path trained, Path out) {
    return words(
        "classify",
        "--classifier",
        trained,
        "--input",
        image.getParent(),
        "--out",
        out,
        CLASSIFICATION);
  }

  private static List<String> words(Object... words) {
    List<String> list = new ArrayList<>();
    for (Object word : words) {
      if (word.equals(TRAINING) || word.equals(CLASSIFICATION)) {
        for (String option : word.toString().split(" ")) {
          list.add("--" + option);
        }
      } else {
        list.add(word.toString());
      }
    }
    list.add("--quiet");
    return list;
  }

  /** The options of a macro that learns from the marks in the file. */
  String trainOptions(Path output) {
    return "output=[%s] examples=[%s] file=[%s] %s".formatted(output, rois, image, TRAINING);
  }

  /** The options of a macro that applies the command line's classifier. */
  String classifyOptions() {
    return "classifier=[%s] %s".formatted(classifier, CLASSIFICATION);
  }

  /** Checks that a folder has the same results of the image as the command line's. */
  public void assertResults(Path folder) throws IOException {
    assertEquals(ofImage(results), ofImage(folder));
    for (String name : ofImage(folder)) {
      assertSameBytes(results.resolve(name), folder.resolve(name));
    }
  }

  private static Set<String> ofImage(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("halves"))
          .collect(Collectors.toSet());
    }
  }

  /** Checks that a file is the same as another. */
  public static void assertSameBytes(Path expected, Path actual) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(expected), Files.readAllBytes(actual), actual.getFileName().toString());
  }
}
