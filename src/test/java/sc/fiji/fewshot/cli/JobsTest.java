package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.predict.Scenes;

/** The commands as a user strings them together, on pictures that are learnt in a second. */
class JobsTest {

  private static final Path TORCH_SCRIPT = Path.of("../shared/models/mobilenet_v2_imagenet.pt");
  private static final int SIDE = 32;
  private static final int IMAGES = 6;

  @TempDir private static Path folder;

  private static Path examples;
  private static Path classifier;
  private static Path inputs;

  @BeforeAll
  static void train() throws IOException {
    examples = folder.resolve("examples");
    for (int i = 0; i < IMAGES; i++) {
      ImagePlus halves = Scenes.halves(2 * SIDE, SIDE + i, 1);
      for (int half = 0; half < 2; half++) {
        halves.setRoi(half * SIDE, i, SIDE, SIDE);
        Path file = examples.resolve(half == 0 ? "smooth" : "check").resolve("e" + i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(halves.crop().getBufferedImage(), "png", file.toFile());
      }
    }
    inputs = Files.createDirectory(folder.resolve("inputs"));
    for (int i = 0; i < 3; i++) {
      ImagePlus stack = Scenes.halves(3 * SIDE, 2 * SIDE, 2);
      new FileSaver(stack).saveAsTiffStack(inputs.resolve("s" + i + ".tif").toString());
    }
    classifier = folder.resolve("c.fewshot");
    ok("train", "--examples", examples, "--out", classifier, "--views", 1);
  }

  private static Call ok(Object... words) {
    Object[] all = Stream.concat(Stream.of(words), Stream.of("--device", "cpu")).toArray();
    Call call = Call.of(all);
    assertEquals(0, call.exitCode(), call.err());
    return call;
  }

  private static Set<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return Set.copyOf(files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void infoTellsWhatWasLearnt() {
    String out = ok("info", classifier).out();
    assertTrue(out.contains("class\tcheck (#0072b2), 6 example(s)"), out);
    assertTrue(out.contains("backbone\tembedded, SHA-256 "), out);
    assertTrue(out.contains("unknown\tabove a novelty of 1."), out);
  }

  @Test
  void patchesGiveTableLabelsProbabilitiesOverlayAndPicture() throws IOException {
    Path out = folder.resolve("patches");
    ok(
        "classify",
        "--classifier",
        classifier,
        "--input",
        inputs.resolve("s0.tif"),
        "--out",
        out,
        "--mode",
        "patches");
    assertEquals(
        Set.of(
            "s0.csv",
            "s0.geojson",
            "s0-labels.tif",
            "s0-probabilities.tif",
            "s0-overlay.tif",
            "s0-overlay.png",
            "fewshot-journal",
            "fewshot-report",
            "fewshot-report.html",
            "fewshot-summary.csv"),
        names(out));
    ImagePlus overlay = new Opener().openImage(out.resolve("s0-overlay.tif").toString());
    assertEquals(2, overlay.getStackSize());
    assertNotNull(overlay.getOverlay(), "ImageJ shows the colours");
    assertEquals(2, overlay.getOverlay().size());
    ImagePlus labels = new Opener().openImage(out.resolve("s0-labels.tif").toString());
    assertEquals(List.of(3 * SIDE, 2 * SIDE), List.of(labels.getWidth(), labels.getHeight()));
    List<String> table = Files.readAllLines(out.resolve("s0.csv"));
    assertEquals(
        "slice,z,t,x,y,width,height,class,confidence,verdict,novelty,p(check),p(smooth)",
        table.get(0));
    assertEquals(1 + 2 * 12 * 8, table.size(), "two slices in steps of a quarter of a patch");
  }

  @Test
  void unknownNeverGivesEveryPatchToItsMostProbableClass() throws IOException {
    Path never = folder.resolve("never.fewshot");
    ok("train", "--examples", examples, "--out", never, "--views", 1, "--unknown", "never");
    assertTrue(ok("info", never).out().contains("unknown\tnever"), "info tells it");
    List<String> usual = patches(classifier, "usual");
    List<String> all = patches(never, "all");
    assertTrue(usual.stream().anyMatch(line -> line.contains(",unknown,")), "none in " + usual);
    assertFalse(all.stream().anyMatch(line -> line.contains(",unknown,")), () -> "in " + all);
    assertEquals(
        usual.stream().map(line -> line.replaceAll(",(likely|unsure|unknown),", ",")).toList(),
        all.stream().map(line -> line.replaceAll(",(likely|unsure|unknown),", ",")).toList(),
        "all but the verdict stays what it is");
  }

  private static List<String> patches(Path by, String out) throws IOException {
    Path image = inputs.resolve("s0.tif");
    Path to = folder.resolve(out);
    ok("classify", "--classifier", by, "--input", image, "--out", to, "--mode", "patches");
    return Files.readAllLines(to.resolve("s0.csv"));
  }

  @Test
  void evaluateWritesTheSameBytesTwiceButForTheTime() throws IOException {
    Path json = folder.resolve("e.json");
    String[] texts = new String[2];
    for (int i = 0; i < 2; i++) {
      ok(
          "evaluate",
          "--data",
          examples,
          "--ways",
          5,
          "--shots",
          "1,3",
          "--queries",
          2,
          "--episodes",
          10,
          "--views",
          1,
          "--threads",
          1 + i,
          "--no-cache",
          "--json",
          json);
      texts[i] = Files.readString(json).replaceAll("\"seconds\": [^\\n]*", "");
    }
    assertEquals(texts[0], texts[1]);
    JsonArray lines = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
    assertEquals(2, lines.size());
    JsonObject line = lines.get(1).getAsJsonObject();
    assertEquals(
        List.of(
            "data",
            "ways",
            "shots",
            "queries",
            "episodes",
            "seed",
            "method",
            "backbone",
            "accuracy",
            "ci95",
            "seconds"),
        List.copyOf(line.keySet()).subList(0, 11));
    assertEquals(2, line.get("ways").getAsInt(), "as many as there are");
    assertEquals(3, line.get("shots").getAsInt());
    double accuracy = line.get("accuracy").getAsDouble();
    assertTrue(accuracy > 0.9 && accuracy <= 1, "a fraction: " + accuracy);
  }

  @Test
  void anyTorchScriptFileTakesThePlaceOfTheBackbone() throws IOException {
    assumeTrue(Files.exists(TORCH_SCRIPT), "skipped: there is no " + TORCH_SCRIPT);
    Path other = folder.resolve("torchscript.fewshot");
    ok("train", "--examples", examples, "--out", other, "--views", 1, "--backbone", TORCH_SCRIPT);
    Path out = folder.resolve("torchscript");
    ok(
        "classify",
        "--classifier",
        other,
        "--input",
        examples.resolve("check"),
        "--out",
        out,
        "--backbone",
        TORCH_SCRIPT);
    for (int i = 0; i < IMAGES; i++) {
      String table = Files.readString(out.resolve("e" + i + ".csv"));
      assertTrue(table.contains(",check,"), table);
    }
    Call withoutIt =
        Call.of(
            "classify",
            "--classifier",
            other,
            "--input",
            inputs,
            "--out",
            folder.resolve("none"),
            "--quiet");
    assertEquals(1, withoutIt.exitCode());
    assertTrue(withoutIt.err().contains("(--backbone)"), withoutIt.err());
    Call wrong =
        Call.of(
            "classify",
            "--classifier",
            other,
            "--input",
            inputs,
            "--out",
            folder.resolve("none"),
            "--backbone",
            "embedded",
            "--quiet");
    assertEquals(1, wrong.exitCode());
    assertTrue(wrong.err().contains("another backbone"), wrong.err());
  }

  @Test
  void whatIsNoTorchScriptIsRefused() throws IOException {
    Path text = folder.resolve("text.pt");
    Files.writeString(text, "no network");
    Call call =
        Call.of(
            "train",
            "--examples",
            examples,
            "--out",
            folder.resolve("t.fewshot"),
            "--backbone",
            text,
            "--quiet");
    assertEquals(1, call.exitCode());
    assertTrue(call.err().contains("no TorchScript file"), call.err());
    assertFalse(Files.exists(folder.resolve("t.fewshot")));
  }

  @Test
  void everyCommandHasHelpWorthReading() {
    for (String command :
        List.of(
            "demo",
            "train",
            "classify",
            "merge",
            "evaluate",
            "pretrain",
            "info",
            "backbones",
            "benchmark")) {
      Call call = Call.of(command, "--help");
      assertEquals(0, call.exitCode());
      assertTrue(call.out().startsWith("Usage:") || call.out().contains("Usage: fewshot"), command);
      for (String everywhere : List.of("--device", "--threads", "--quiet", "--verbose")) {
        assertTrue(call.out().contains(everywhere), command + " " + everywhere);
      }
    }
  }
}
