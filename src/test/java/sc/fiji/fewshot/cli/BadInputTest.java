package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.predict.Scenes;

/** Whatever is wrong with what a user gives, one sentence says so, and the exit code fits. */
class BadInputTest {

  private static final int SIZE = 96;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Path image;
  private static Path rois;
  private static Path classifier;

  @BeforeAll
  static void train() throws IOException {
    image = save(Scenes.halves(SIZE, SIZE, 1), shared.resolve("image.tif"));
    rois = rois(shared.resolve("rois.zip"), roi("smooth#1", 8, 8, 32), roi("check#1", 56, 8, 32));
    classifier = shared.resolve("good.fewshot");
    Call call = trainWith(rois, image, classifier);
    assertEquals(0, call.exitCode(), call.err());
  }

  private static Path save(ImagePlus picture, Path file) {
    assertTrue(new FileSaver(picture).saveAsTiff(file.toString()));
    return file;
  }

  private static Roi roi(String name, int x, int y, int side) {
    Roi roi = new Roi(x, y, side, side);
    roi.setName(name);
    return roi;
  }

  private static Path rois(Path file, Roi... regions) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Roi region : regions) {
        zip.putNextEntry(new ZipEntry(region.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(region));
      }
    }
    return file;
  }

  private static Call trainWith(Path marks, Path marked, Path out) {
    return Call.of(
        "train",
        "--examples",
        marks,
        "--image",
        marked,
        "--out",
        out,
        "--patch",
        64,
        "--views",
        1,
        "--device",
        "cpu",
        "--quiet");
  }

  private Call trainWith(Path marks, Path marked) {
    Path out = folder.resolve("never.fewshot");
    Call call = trainWith(marks, marked, out);
    assertFalse(Files.exists(out), "a classifier was written");
    return call;
  }

  private Call classify(Path by, Path what) {
    return Call.of(
        "classify",
        "--classifier",
        by,
        "--input",
        what,
        "--out",
        folder.resolve("results"),
        "--device",
        "cpu",
        "--quiet");
  }

  /** Exit code 1 and one line that holds these words. */
  private static void assertRefused(Call call, String... words) {
    assertEquals(1, call.exitCode(), call.err());
    assertOneSentence(call, words);
  }

  private static void assertOneSentence(Call call, String... words) {
    assertEquals(1, call.problems().size(), call.err());
    String sentence = call.problems().get(0);
    for (String word : words) {
      assertTrue(sentence.contains(word), sentence);
    }
    assertTrue(sentence.endsWith("."), sentence);
    assertFalse(sentence.contains("Something went wrong"), sentence);
  }

  @Test
  void noRegions() throws IOException {
    assertRefused(trainWith(rois(folder.resolve("none.zip")), image), "holds no regions");
    Path geoJson = folder.resolve("none.geojson");
    Files.writeString(geoJson, "{\"type\": \"FeatureCollection\", \"features\": []}");
    assertRefused(trainWith(geoJson, image), "no", "regions");
    assertRefused(trainWith(folder.resolve("absent.zip"), image), "There is no file");
  }

  @Test
  void oneClassOnly() throws IOException {
    Path one = rois(folder.resolve("one.zip"), roi("a#1", 8, 8, 32), roi("a#2", 56, 8, 32));
    assertRefused(trainWith(one, image), "of one class ('a')");
  }

  @Test
  void regionOutsideTheImage() throws IOException {
    Path beyond = rois(folder.resolve("b.zip"), roi("a#1", 8, 8, 32), roi("b#1", 80, 8, 32));
    assertRefused(trainWith(beyond, image), "'b#1'", "reaches outside of image.tif (96 x 96)");
  }

  @Test
  void regionOfAFewPixels() throws IOException {
    Path tiny = rois(folder.resolve("t.zip"), roi("a#1", 8, 8, 32), roi("b#1", 60, 8, 2));
    assertRefused(trainWith(tiny, image), "'b#1' has only 4 pixel(s)");
  }

  @Test
  void emptyOrTruncatedImage() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.tif"));
    assertRefused(trainWith(rois, empty), "empty.tif is empty (0 bytes)");
    assertRefused(classify(classifier, empty), "empty.tif is empty (0 bytes)");
    byte[] bytes = Files.readAllBytes(image);
    Path cut = folder.resolve("cut.tif");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(trainWith(rois, cut), "cut.tif is damaged, cut off");
    assertRefused(classify(classifier, cut), "cut.tif is damaged, cut off");
  }

  @Test
  void notANumber() {
    ImagePlus picture = IJ.createImage("nan", "32-bit ramp", SIZE, SIZE, 1);
    picture.getProcessor().setf(50, 50, Float.NaN);
    Path nan = save(picture, folder.resolve("nan.tif"));
    assertRefused(trainWith(rois, nan), "nan.tif holds pixels that are not a number (NaN)");
  }

  @Test
  void infiniteValuesFailAlone() throws IOException {
    ImagePlus picture = IJ.createImage("inf", "32-bit ramp", SIZE, SIZE, 1);
    for (int x = 0; x < SIZE; x++) {
      picture.getProcessor().setf(x, 50, Float.POSITIVE_INFINITY);
    }
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Path infinite = save(picture, inputs.resolve("inf.tif"));
    String sentence = "inf.tif holds so many infinite or huge values";
    assertRefused(trainWith(rois, infinite), sentence, "limit them");
    save(IJ.createImage("ok", "32-bit ramp", SIZE, SIZE, 1), inputs.resolve("ok.tif"));
    Path grey = folder.resolve("grey.fewshot");
    assertEquals(0, trainWith(rois, inputs.resolve("ok.tif"), grey).exitCode());
    Call call = classify(grey, inputs);
    assertEquals(3, call.exitCode(), call.err());
    assertOneSentence(call, sentence);
    assertTrue(Files.exists(folder.resolve("results/ok.csv")));
  }

  @Test
  void imageOfAnotherKindThanTheClassifiers() {
    Path grey = save(IJ.createImage("g", "16-bit ramp", SIZE, SIZE, 1), folder.resolve("g.tif"));
    Call call = classify(classifier, grey);
    assertRefused(call, "g.tif");
  }

  @Test
  void classifierOfANewerVersion() throws IOException {
    Path newer = edited("fewshot-classifier 1.", "fewshot-classifier 2.");
    assertRefused(classify(newer, image), "newer version", "update Few-Shot");
    assertRefused(Call.of("info", newer), "newer version");
  }

  @Test
  void classifierOfAnotherBackbone() throws IOException {
    String document = new String(entry("classifier.json"), StandardCharsets.UTF_8);
    String hash = document.replaceAll("(?s).*\"sha256\": \"([0-9a-f]{64})\".*", "$1");
    assertEquals(64, hash.length(), document);
    Path other = edited(hash, "0".repeat(64));
    assertRefused(classify(other, image), "another backbone", "(--backbone)");
  }

  @Test
  void tamperedClassifiers() throws IOException {
    Path traversal = tampered("../../escaped.png", new byte[8]);
    assertRefused(classify(traversal, image), "is refused", "'../../escaped.png'");
    assertFalse(Files.exists(folder.resolve("../../escaped.png")));
    byte[] garbage = new byte[64];
    Arrays.fill(garbage, (byte) 0x7f);
    assertRefused(classify(tampered("tensors.safetensors", garbage), image), "no safetensors file");
    byte[] header =
        "{\"prototypes\":{\"dtype\":\"F32\",\"shape\":[900000,900000],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] oversized = new byte[8 + header.length + 8];
    oversized[0] = (byte) header.length;
    System.arraycopy(header, 0, oversized, 8, header.length);
    assertRefused(
        classify(tampered("tensors.safetensors", oversized), image), "does not fit its place");
    Path noZip = folder.resolve("text.fewshot");
    Files.writeString(noZip, "no zip");
    assertRefused(classify(noZip, image), "is refused: it is no zip file");
  }

  @Test
  void outputThatCannotBeWritten() throws IOException {
    // Below a file there can be no folder, whoever asks.
    Path below = Files.createFile(folder.resolve("file")).resolve("below");
    assertRefused(trainWith(rois, image, below.resolve("c.fewshot")), "cannot be written");
    assertRefused(
        Call.of(
            "classify", "--classifier", classifier, "--input", image, "--out", below, "--quiet"),
        "cannot be created or written; choose another");
  }

  @Test
  void whatIsLearntFromIsNotReplaced() throws IOException {
    byte[] before = Files.readAllBytes(image);
    Path link = Files.createSymbolicLink(folder.resolve("link.tif"), image);
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    for (Path out : List.of(image, rois, link, shared.resolve("x/../image.tif"), notes)) {
      Files.createDirectories(shared.resolve("x"));
      Call call = trainOver(out);
      assertEquals(2, call.exitCode(), call.err());
      String sentence = call.problems().get(0);
      String expected = out == notes ? "is no classifier file" : "is what is learnt from";
      assertTrue(sentence.contains(expected), sentence);
    }
    assertArrayEquals(before, Files.readAllBytes(image));
    assertEquals("mine", Files.readString(notes));
    Path old = Files.copy(classifier, folder.resolve("old.fewshot"));
    Call call = trainOver(old);
    assertEquals(0, call.exitCode(), call.err());
    assertFalse(Arrays.equals(Files.readAllBytes(classifier), Files.readAllBytes(old)));
  }

  /** With another number of views than the shared classifier. */
  private Call trainOver(Path out) {
    return Call.of(
        "train",
        "--overwrite",
        "--examples",
        rois,
        "--image",
        image,
        "--out",
        out,
        "--views",
        2,
        "--quiet");
  }

  @Test
  void noGpu() {
    assumeFalse(Devices.describe("auto").contains("gpu"), "skipped: there is a GPU here");
    String sentence = "No CUDA GPU can be used here";
    Path out = folder.resolve("out");
    for (Call call :
        List.of(
            Call.of(
                "classify",
                "--classifier",
                classifier,
                "--input",
                image,
                "--out",
                out,
                "--device",
                "gpu",
                "--quiet"),
            Call.of(
                "train",
                "--examples",
                rois,
                "--image",
                image,
                "--out",
                folder.resolve("c.fewshot"),
                "--device",
                "gpu",
                "--quiet"),
            Call.of("pretrain", "--data", folder, "--out", out, "--device", "gpu", "--quiet"),
            Call.of("backbones", "info", "embedded", "--device", "gpu"))) {
      assertRefused(call, sentence);
    }
  }

  @Test
  void wordsThatAreWrong() {
    for (Call call :
        List.of(
            Call.of("clasify"),
            Call.of("train", "--out", "c.fewshot"),
            Call.of("train", "--examples", rois, "--out", folder.resolve("c.fewshot")),
            Call.of(
                "classify",
                "--classifier",
                classifier,
                "--input",
                image,
                "--out",
                folder,
                "--shard",
                "3/2"),
            Call.of(
                "classify",
                "--classifier",
                classifier,
                "--input",
                image,
                "--out",
                folder,
                "--stride",
                1000),
            Call.of(
                "train",
                "--examples",
                rois,
                "--image",
                image,
                "--out",
                folder.resolve("c.fewshot"),
                "--method",
                "magic"),
            Call.of("backbones", "info", "embedded", "--device", "abacus"),
            Call.of("backbones", "list", "--device", "abacus"),
            Call.of("backbones", "--threads", 0),
            Call.of("info", classifier, "--device", "abacus"))) {
      assertEquals(2, call.exitCode(), call.err());
      assertFalse(call.err().contains("\tat "), call.err());
    }
  }

  @Test
  void inputsOfWhichNoneIsThere() {
    Call call = classify(classifier, folder.resolve("absent.tif"));
    assertEquals(2, call.exitCode(), call.err());
    assertTrue(call.problems().get(0).contains("There is nothing at"), call.err());
    assertTrue(call.problems().get(0).endsWith("absent.tif; check the spelling."), call.err());
    assertFalse(Files.exists(folder.resolve("results")));
  }

  @Test
  void partOfTheInputs() throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.copy(image, inputs.resolve("good.tif"));
    Files.createFile(inputs.resolve("bad.tif"));
    Call call = classify(classifier, inputs);
    assertEquals(3, call.exitCode(), call.err());
    assertOneSentence(call, "bad.tif is empty");
    assertTrue(Files.exists(folder.resolve("results/good.csv")));
    assertFalse(Files.exists(folder.resolve("results/bad.csv")));
  }

  private byte[] entry(String name) throws IOException {
    try (InputStream in = Files.newInputStream(classifier);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return zip.readAllBytes();
        }
      }
    }
    throw new AssertionError("no entry " + name);
  }

  private Path edited(String from, String to) throws IOException {
    String document = new String(entry("classifier.json"), StandardCharsets.UTF_8);
    assertTrue(document.contains(from), document);
    return tampered("classifier.json", document.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** The good classifier with one entry replaced or added. */
  private Path tampered(String name, byte[] content) throws IOException {
    Path file = folder.resolve("tampered.fewshot");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String kept : List.of("classifier.json", "tensors.safetensors")) {
        if (!kept.equals(name)) {
          zip.putNextEntry(new ZipEntry(kept));
          zip.write(entry(kept));
        }
      }
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return file;
  }
}
