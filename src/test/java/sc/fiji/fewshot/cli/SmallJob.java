package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.predict.Scenes;

/**
 * A folder of small images, some of them in a folder within it, and a classifier for them.
 *
 * @param inputs the folder
 * @param classifier its file
 */
record SmallJob(Path inputs, Path classifier) {

  private static final int SIDE = 32;

  /**
   * @param folder to make it in
   * @param images how many good ones
   * @return the job
   */
  static SmallJob in(Path folder, int images) throws IOException {
    Path examples = folder.resolve("examples");
    for (int i = 0; i < 4; i++) {
      ImagePlus halves = Scenes.halves(2 * SIDE, SIDE + i, 1);
      for (int half = 0; half < 2; half++) {
        halves.setRoi(half * SIDE, i, SIDE, SIDE);
        Path file = examples.resolve(half == 0 ? "smooth" : "check").resolve("e" + i + ".png");
        write(halves.crop(), file);
      }
    }
    Path inputs = folder.resolve("in put");
    for (int i = 0; i < images; i++) {
      String name = (i % 3 == 0 ? "ünter/" : "") + "i%02d.png".formatted(i);
      write(Scenes.halves(SIDE + 8 + i % 8, SIDE + 4, 1), inputs.resolve(name));
    }
    Path classifier = folder.resolve("c.fewshot");
    Call call = Call.of("train", "--examples", examples, "--out", classifier, "--views", 1);
    assertEquals(0, call.exitCode(), call.err());
    return new SmallJob(inputs, classifier);
  }

  private static void write(ImagePlus image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(image.getBufferedImage(), "png", file.toFile());
  }

  /** Makes a damaged image. */
  void damage(String name) throws IOException {
    Path good;
    try (var files = Files.list(inputs)) {
      good = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(good);
    Files.write(inputs.resolve(name), Arrays.copyOf(bytes, bytes.length / 3));
  }

  /** The words of a call that classifies them. */
  List<String> words(Path out, Object... more) {
    List<Object> words = new ArrayList<>();
    words.addAll(List.of("classify", "--classifier", classifier, "--input", inputs, "--recursive"));
    words.addAll(List.of("--mode", "patches", "--stride", "16", "--device", "cpu", "--out", out));
    words.addAll(List.of(more));
    return words.stream().map(Object::toString).toList();
  }

  Call classify(Path out, Object... more) {
    return Call.of(words(out, more).toArray());
  }
}
