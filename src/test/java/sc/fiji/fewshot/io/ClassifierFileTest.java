package sc.fiji.fewshot.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.adapt.AdaptedWeights;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.classifier.TrainingFacts;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Combination;
import sc.fiji.fewshot.learn.Head;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.UnknownDetector;

class ClassifierFileTest {

  private static final String JSON = "classifier.json";
  private static final String TENSORS = "tensors.safetensors";

  @TempDir private Path folder;
  private Path file;

  private static Trained trained() {
    IntensityMapping mapping =
        new IntensityMapping(
            new int[] {1, 0, IntensityMapping.NONE},
            true,
            0.5,
            99,
            new float[3],
            new float[] {1, 2, 3});
    Classifier classifier =
        new Classifier(
            List.of(new LabelClass("Zelle/«1»", 0x00FF0A), new LabelClass("背景", 0x123456)),
            new InputSpec("embedded", "ab12", 48, false, mapping, OptionalDouble.of(0.35)),
            new TrainingFacts("auto", 7, "histology", 8, 0.75, "Because.", "1.2.3"),
            new Standardiser(new float[] {1, 2}, new float[] {0.5f, 3}),
            Head.linear("ridge", new float[][] {{1, -1}, {0.1f, 1e-20f}}, new float[] {0, 4}),
            0.123456789012345,
            new UnknownDetector(new float[][] {{1, 0}, {0, 1}}, new float[] {0.1f, 0.2f}, 0.7, 1.9),
            new Support(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {0, 1, 1}, 2));
    RgbImage picture = new RgbImage(2, 1, new float[] {0, 0.5f, 1, 1, 0, 0});
    return new Trained(
        classifier,
        List.of(new Trained.Thumbnail("Zelle/«1»", picture), new Trained.Thumbnail("背景", picture)));
  }

  @BeforeEach
  void write() {
    file = folder.resolve("c.fewshot");
    ClassifierFile.write(file, trained());
  }

  private String refusal() {
    return assertThrows(FewShotException.class, () -> ClassifierFile.read(file)).getMessage();
  }

  private void refusedAs(String reason) {
    String message = refusal();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains("train it again or get it anew"), message);
    assertFalse(message.contains("\n"), "one sentence");
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    Classifier expected = trained().classifier();
    Classifier read = ClassifierFile.read(file);
    assertEquals(expected.classes(), read.classes());
    assertEquals(expected.training(), read.training());
    assertEquals(expected.temperature(), read.temperature());
    assertEquals("ridge", read.head().name());
    assertArrayEquals(expected.head().rows(), read.head().rows());
    assertArrayEquals(expected.head().bias(), read.head().bias());
    assertArrayEquals(expected.standardiser().mean(), read.standardiser().mean());
    assertArrayEquals(expected.standardiser().sd(), read.standardiser().sd());
    assertArrayEquals(expected.unknown().prototypes(), read.unknown().prototypes());
    assertArrayEquals(expected.unknown().excess(), read.unknown().excess());
    assertEquals(expected.unknown().scale(), read.unknown().scale());
    assertEquals(expected.unknown().threshold(), read.unknown().threshold());
    assertArrayEquals(expected.support().embeddings(), read.support().embeddings());
    assertArrayEquals(expected.support().labels(), read.support().labels());
    assertEquals(48, read.input().patch());
    assertEquals("ab12", read.input().backboneSha256());
    assertEquals(0.35, read.input().micrometres().orElseThrow());
    IntensityMapping mapping = read.input().mapping();
    assertArrayEquals(new int[] {1, 0, IntensityMapping.NONE}, mapping.channels());
    assertTrue(mapping.perImage());
    assertEquals(99, mapping.highPercentile());
  }

  @Test
  void aFileOfVersionOneZeroIsReadAsALinearHead() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(
        JSON, edited(entries.get(JSON), "fewshot-classifier 1.1", "fewshot-classifier 1.0"));
    Map<String, Tensor> tensors = Safetensors.read(entries.get(TENSORS), "test");
    tensors.remove("prototypes.excess");
    entries.put(TENSORS, Safetensors.write(tensors, Safetensors.Precision.F32));
    rewrite(entries);
    // It has neither a combination nor a tensor that says which row is whose.
    assertFalse(new String(entries.get(JSON), StandardCharsets.UTF_8).contains("combination"));
    assertEquals(Combination.LINEAR, ClassifierFile.read(file).head().combination());
    assertArrayEquals(new float[2], ClassifierFile.read(file).unknown().excess());
  }

  @Test
  void headsOfEveryCombinationAreReadAsTheyWereWritten() {
    for (Combination combination : Combination.values()) {
      float[][] rows = {{1, 2}, {3, 4}, {5, 6}};
      int[] classOf = {0, 1, 0};
      Head head =
          combination == Combination.LINEAR
              ? Head.linear("any", Arrays.copyOf(rows, 2), new float[] {7, 8})
              : new Head("any", combination, rows, new float[] {7, 8, 9}, classOf);
      ClassifierFile.write(file, with(head));
      Head read = ClassifierFile.read(file).head();
      assertEquals(combination, read.combination());
      assertArrayEquals(head.rows(), read.rows());
      assertArrayEquals(head.bias(), read.bias());
      assertArrayEquals(head.classOf(), read.classOf());
    }
  }

  private static Trained with(Head head) {
    Classifier c = trained().classifier();
    return new Trained(
        new Classifier(
            c.classes(),
            c.input(),
            c.training(),
            c.standardiser(),
            head,
            c.temperature(),
            c.unknown(),
            c.support()),
        List.of());
  }

  private static Trained adapted(AdaptedWeights weights) {
    Classifier c = trained().classifier();
    return new Trained(
        new Classifier(
            c.classes(),
            c.input(),
            c.training(),
            c.standardiser(),
            c.head(),
            c.temperature(),
            c.unknown(),
            c.support(),
            weights),
        List.of());
  }

  private static AdaptedWeights projection() {
    return new AdaptedWeights(
        Adaptation.PROJECTION,
        Map.of(
            "down", Tensor.matrix(new float[][] {{0.5f, -1}}),
            "up", Tensor.matrix(new float[][] {{2}, {3}})));
  }

  private static AdaptedWeights lastStage() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    MobileNet.parameters(2)
        .forEach(
            (name, shape) -> {
              float[] values = new float[(int) shape.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = i * 1e-7f;
              }
              tensors.put(name, new Tensor(shape.getShape(), values));
            });
    return new AdaptedWeights(Adaptation.LAST_STAGE, tensors);
  }

  private static AdaptedWeights border() {
    Map<String, Tensor> strips = new LinkedHashMap<>();
    for (String strip : List.of("top", "bottom", "left", "right")) {
      boolean flat = strip.equals("top") || strip.equals("bottom");
      long[] shape = flat ? new long[] {3, 16, 128} : new long[] {3, 96, 16};
      float[] values = new float[(int) (shape[0] * shape[1] * shape[2])];
      values[5] = 0.25f;
      strips.put("border." + strip, new Tensor(shape, values));
    }
    return new AdaptedWeights(Adaptation.BORDER, strips);
  }

  @Test
  void adaptedWeightsAreReadAsTheyWereWritten() {
    for (AdaptedWeights weights : List.of(projection(), lastStage(), border())) {
      ClassifierFile.write(file, adapted(weights));
      AdaptedWeights read = ClassifierFile.read(file).adapted();
      assertEquals(weights.adaptation(), read.adaptation());
      assertEquals(weights.tensors().keySet(), read.tensors().keySet());
      read.tensors()
          .forEach(
              (name, tensor) -> {
                assertArrayEquals(weights.tensors().get(name).data(), tensor.data(), name);
                assertArrayEquals(weights.tensors().get(name).shape(), tensor.shape(), name);
              });
    }
  }

  @Test
  void aFileWithoutAdaptationAdaptsNothing() throws IOException {
    String json = new String(entries().get(JSON), StandardCharsets.UTF_8);
    assertFalse(json.contains("adaptation"), "as files were before there was any");
    assertEquals(AdaptedWeights.none(), ClassifierFile.read(file).adapted());
  }

  @Test
  void adaptedWeightsThatFitNotEachOtherAreRefused() throws IOException {
    ClassifierFile.write(file, adapted(projection()));
    Map<String, byte[]> entries = entries();
    byte[] json = entries.get(JSON);
    for (String other : List.of("last-stage", "scale-shift", "all of it")) {
      entries.put(JSON, edited(json, "\"projection\"", "\"" + other + "\""));
      rewrite(entries);
      refusedAs("its parts do not fit each other");
    }
    entries.put(JSON, json);
    entries.put(TENSORS, edited(entries.get(TENSORS), "\"shape\":[1,2]", "\"shape\":[2,1]"));
    rewrite(entries);
    refusedAs("its parts do not fit each other");
  }

  @Test
  void theSameClassifierIsTheSameBytes() throws IOException {
    Path again = folder.resolve("again.fewshot");
    ClassifierFile.write(again, trained());
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  @Test
  void namesOfClassesCannotLeaveTheFolderOfThumbnails() throws IOException {
    List<String> names = List.copyOf(entries().keySet());
    assertEquals(4, names.size());
    assertEquals("examples/001-Zelle__1_.png", names.get(2));
  }

  @Test
  void aNewerVersionAsksForAnUpdate() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(
        JSON, edited(entries.get(JSON), "fewshot-classifier 1.1", "fewshot-classifier 2.0"));
    rewrite(entries);
    String message = refusal();
    assertTrue(message.contains("was written by a newer version (format 2.0"), message);
    assertTrue(message.endsWith("update Few-Shot."), message);
  }

  @Test
  void anotherMinorVersionIsRead() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(
        JSON,
        edited(
            entries.get(JSON),
            "\"format\": \"fewshot-classifier 1.1\"",
            "\"format\": \"fewshot-classifier 1.7\", \"later\": [1]"));
    rewrite(entries);
    assertEquals(2, ClassifierFile.read(file).classes().size());
  }

  @Test
  void entriesThatDoNotBelongThereAreRefused() throws IOException {
    for (String name : List.of("../evil.png", "examples/../../evil.png", "/etc/x", "run.sh")) {
      Map<String, byte[]> entries = entries();
      entries.put(name, new byte[1]);
      rewrite(entries);
      refusedAs("it holds '" + name + "', which does not belong there");
      ClassifierFile.write(file, trained());
    }
  }

  @Test
  void anOversizedEntryIsRefusedBeforeItFillsTheMemory() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(JSON, new byte[(4 << 20) + 1]);
    rewrite(entries);
    refusedAs("larger than any classifier's");
  }

  @Test
  void tensorsThatDoNotFitTheirFileAreRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    byte[] tensors = entries.get(TENSORS);
    for (String[] change :
        new String[][] {
          {"\"shape\":[2,2]", "\"shape\":[9,9]"},
          {"\"shape\":[2,2]", "\"shape\":[-2,-2]"},
          {"\"data_offsets\":[0,8]", "\"data_offsets\":[0,80000000000]"},
          {"\"dtype\":\"F32\"", "\"dtype\":\"F64\""}
        }) {
      entries.put(TENSORS, edited(tensors, change[0], change[1]));
      rewrite(entries);
      assertTrue(refusal().contains("is damaged or no safetensors file"), change[1]);
    }
  }

  @Test
  void aGarbageHeaderIsRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    byte[] garbage = new byte[64];
    Arrays.fill(garbage, (byte) 0x7f);
    entries.put(TENSORS, garbage);
    rewrite(entries);
    assertTrue(refusal().contains("is damaged or no safetensors file"));
    entries = entries();
    entries.put(JSON, garbage);
    rewrite(entries);
    refusedAs("damaged");
  }

  @Test
  void anythingButAWholeZipIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refusedAs("it is no zip file");
    Files.writeString(file, "hello");
    refusedAs("it is no zip file");
    Files.delete(file);
    assertTrue(refusal().startsWith("There is no classifier file"));
  }

  @Test
  void aFlippedBitIsRefused() throws IOException {
    // Stored without compression, so that every flip is a change of content only.
    Map<String, byte[]> entries = entries();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(0);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        CheckedZip.put(zip, entry.getKey(), entry.getValue());
      }
    }
    assertEquals(2, ClassifierFile.read(file).classes().size());
    String whole = Files.readString(file, StandardCharsets.ISO_8859_1);
    String tensors = new String(entries.get(TENSORS), StandardCharsets.ISO_8859_1);
    int weight = whole.indexOf(tensors) + tensors.length() - 1;
    for (int at : new int[] {weight, whole.indexOf("Because.")}) {
      byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
      bytes[at] ^= 1;
      Files.write(file, bytes);
      refusedAs(at == weight ? "its " + TENSORS + " is damaged" : "its " + JSON + " is damaged");
    }
  }

  @Test
  void aDocumentThatSaysWhatCannotBeIsRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    byte[] json = entries.get(JSON);
    for (String[] change :
        new String[][] {
          {"\"#123456\"", "\"red\""},
          {"\"#123456\"", "\"#12345\""},
          {"\"#123456\"", "\"#+12345\""},
          {"\"#123456\"", "\"#1234567\""},
          {"\"views\": 8", "\"views\": 0"},
          {"\"views\": 8", "\"views\": -3"},
          {"      -1\n", "      -7\n"},
        }) {
      entries.put(JSON, edited(json, change[0], change[1]));
      rewrite(entries);
      refusedAs("its " + JSON + " is damaged");
    }
    String text = new String(json, StandardCharsets.UTF_8);
    entries.put(JSON, text.replace("背景", "Zelle/«1»").getBytes(StandardCharsets.UTF_8));
    rewrite(entries);
    refusedAs("its " + JSON + " is damaged");
  }

  @Test
  void missingPartsAndPartsOfOtherClassifiersAreRefused() throws IOException {
    for (String name : List.of(JSON, TENSORS)) {
      Map<String, byte[]> entries = entries();
      entries.remove(name);
      rewrite(entries);
      refusedAs("it holds no " + name);
      ClassifierFile.write(file, trained());
    }
    Map<String, byte[]> entries = entries();
    Map<String, Tensor> tensors = Safetensors.read(entries.get(TENSORS), "test");
    tensors.put("head.bias", Tensor.vector(new float[] {1, 2, 3}));
    entries.put(TENSORS, Safetensors.write(tensors, Safetensors.Precision.F32));
    rewrite(entries);
    refusedAs("its parts do not fit each other");
    tensors.remove("head.bias");
    entries.put(TENSORS, Safetensors.write(tensors, Safetensors.Precision.F32));
    rewrite(entries);
    refusedAs("its parts do not fit each other");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    Map<String, Tensor> tensors = Safetensors.read(entries.get(TENSORS), "test");
    tensors.put("head.bias", Tensor.vector(new float[] {Float.NaN, 2}));
    entries.put(TENSORS, Safetensors.write(tensors, Safetensors.Precision.F32));
    rewrite(entries);
    refusedAs("its tensor 'head.bias' holds NaN");
  }

  @Test
  void strangeJsonIsRefused() throws IOException {
    for (String json :
        List.of("", "[]", "{}", "{\"format\": {}}", "{\"format\": \"fewshot-classifier 1.0\"}")) {
      Map<String, byte[]> entries = entries();
      entries.put(JSON, json.getBytes(StandardCharsets.UTF_8));
      rewrite(entries);
      assertTrue(refusal().contains("is refused"), json);
      ClassifierFile.write(file, trained());
    }
  }

  /** Replaces a text; in a safetensors file the length of the header too. */
  private static byte[] edited(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(from), from);
    String changed = text.replaceFirst(java.util.regex.Pattern.quote(from), to);
    byte[] result = changed.getBytes(StandardCharsets.ISO_8859_1);
    if (text.charAt(0) != '{') {
      ByteBuffer buffer = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
      buffer.putLong(0, buffer.getLong(0) + to.length() - from.length());
    }
    return result;
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private void rewrite(Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }
}
