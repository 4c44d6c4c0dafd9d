package sc.fiji.fewshot.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.cli.FewShotCli;
import sc.fiji.fewshot.predict.Scenes;

/** The drop-in as a user has it: unzipped into the plugins folder of an ImageJ of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImageJDropInIT {

  private static final int SIZE = 96;

  @TempDir private static Path home;

  private static Path image;
  private static Path rois;
  private static Path expected;

  @BeforeAll
  static void unzip() throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("target/fewshot-imagej.zip"));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = home.resolve("plugins").resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    image = home.resolve("halves.tif");
    assertTrue(new FileSaver(Scenes.halves(SIZE, SIZE, 1)).saveAsTiff(image.toString()));
    rois = home.resolve("rois.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rois))) {
      for (String name : new String[] {"smooth#1", "check#1"}) {
        Roi roi = new Roi(name.startsWith("smooth") ? 8 : 56, 24, 32, 32);
        roi.setName(name);
        zip.putNextEntry(new ZipEntry(name + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    expected = home.resolve("cli.fewshot");
    String words =
        "train\n--examples\n%s\n--image\n%s\n--out\n%s\n--patch\n64\n--views\n1\n--device\ncpu\n--quiet";
    assertEquals(0, FewShotCli.run(words.formatted(rois, image, expected).split("\n")));
  }

  private static ProcessBuilder imageJ(boolean headless, String macro) throws Exception {
    Path file = Files.createTempFile(home, "macro", ".ijm");
    Files.writeString(file, macro);
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dplugins.dir=" + home,
        "-Djava.awt.headless=" + headless,
        "-cp",
        jarOf(IJ.class).toString(),
        "ij.ImageJ",
        headless ? "-batch" : "-macro",
        file.toString());
  }

  /** What a macro prints before ImageJ, which has no screen, ends by itself. */
  private static String printed(String macro) throws Exception {
    Process process = imageJ(true, macro).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String train(Path out) {
    return "examples=%s output=%s patch=64 views=1 device=cpu".formatted(rois, out);
  }

  @Test
  void withoutAScreenMacrosCallOrRunTheCommands() throws Exception {
    Path called = home.resolve("called.fewshot");
    Path run = home.resolve("run.fewshot");
    String printed =
        printed(
            """
            call("sc.fiji.fewshot.imagej.Commands.install");
            problem = call("sc.fiji.fewshot.imagej.Commands.run", "Train Classifier...", "file=%s %s");
            print("problem: '" + problem + "'");
            open("%s");
            run("Train Classifier...", "%s");
            run("Classify Image or Stack...", "classifier=%s stride=16 device=cpu labels=true output=%s");
            selectImage("halves-labels");
            print("labels up to " + getValue("Max"));
            run("Train Classifier...", "%s");
            print("not reached");
            """
                .formatted(
                    image, train(called), image, train(run), run, home.resolve("out"), train(run)));
    assertTrue(printed.contains("problem: ''"), printed);
    assertTrue(printed.contains("labels up to 2"), printed);
    assertTrue(printed.contains(run + " exists; choose another name (output)"), printed);
    assertFalse(printed.contains("not reached"), printed);
    assertFalse(printed.contains("Exception") || printed.contains("\tat "), printed);
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(called));
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(run));
    assertTrue(Files.exists(home.resolve("out/halves.csv")));
  }

  @Test
  void onAScreenTheCommandsAreInTheMenu() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: ImageJ needs a screen");
    Path out = home.resolve("screen.fewshot");
    Path overlays = home.resolve("overlays.txt");
    Process process =
        imageJ(
                false,
                """
                open("%s");
                run("Train Classifier...", "%s");
                run("Classify Image or Stack...", "classifier=%s stride=16 device=cpu");
                File.saveString("" + Overlay.size, "%s");
                """
                    .formatted(image, train(out), out, overlays))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!Files.exists(overlays) || Files.size(overlays) == 0) {
        assertTrue(process.isAlive(), "ImageJ has ended");
        Thread.sleep(200);
      }
    } finally {
      process.destroyForcibly();
    }
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(out));
    assertEquals("1", Files.readString(overlays).strip());
  }
}
