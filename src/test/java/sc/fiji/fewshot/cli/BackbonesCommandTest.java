package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sc.fiji.fewshot.backbone.FileServer;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.backbone.TestModels;

class BackbonesCommandTest {

  private static final String FOLDER = "fewshot.folder";

  @TempDir private Path folder;

  private final byte[] model = TestModels.bytes("pooled");
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private FileServer server;

  @BeforeEach
  void prepare() throws IOException {
    server = new FileServer(model);
    System.setProperty(FOLDER, folder.toString());
    Files.writeString(
        folder.resolve("backbones.json"),
        """
        {"format": 1, "backbones": [{"name": "tiny", "source": "%s", "licence": "MIT",
          "bytes": %d, "pooledLength": 5, "sha256": "%s", "trainedOn": "nothing",
          "devAccuracy": {"5": 0.755, "1": 0.5}}]}
        """
            .formatted(server.uri("/file.pt"), model.length, Sha256.of(model)));
    PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    System.clearProperty(FOLDER);
    server.close();
  }

  private int run(String... words) {
    printed.reset();
    return FewShotCli.run(words);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void assertPrinted(String... parts) {
    for (String part : parts) {
      assertTrue(text().contains(part), () -> part + " is missing in: " + text());
    }
  }

  @Test
  void listIsATable() {
    assertEquals(0, run("backbones", "list"));
    assertPrinted(
        "NAME", "embedded", "resnet50", "95.2 MB", "see docs", "get it", "50.0%@1 75.5%@5");
    List<String> lines = text().lines().toList();
    int column = lines.get(0).indexOf("LICENCE");
    assertTrue(lines.stream().allMatch(l -> l.charAt(column - 1) == ' '), "columns are aligned");
    String table = text();
    assertEquals(0, run("backbones"));
    assertEquals(table, text());
  }

  @Test
  void getAsksFirst() {
    assertEquals(FewShotCli.WRONG_CALL, run("backbones", "get", "tiny"));
    assertPrinted("add --yes", "fewshot backbones get --help");

    List<String> questions = new ArrayList<>();
    assertEquals(1, get(questions, "n"));
    assertEquals(1, get(questions, null));
    assertPrinted("Nothing was downloaded");
    assertFalse(Files.exists(folder.resolve("backbones").resolve("tiny.pt")));
    assertTrue(questions.get(0).contains("licence MIT"), questions.get(0));
    assertTrue(questions.get(0).contains(server.uri("/file.pt").toString()), questions.get(0));
    assertEquals(0, get(questions, "Y "));
    assertTrue(Files.exists(folder.resolve("backbones").resolve("tiny.pt")));
    assertEquals(3, questions.size());
    assertEquals(0, get(questions, "n"), "what is here is not asked for again");
    assertEquals(3, questions.size());
  }

  private static int get(List<String> questions, String answer) {
    Consent consent =
        new Consent(
            question -> {
              questions.add(question);
              return answer;
            });
    return new CommandLine(new BackbonesGetCommand(consent)).execute("tiny");
  }

  @Test
  void whatIsNotHereIsToldHowToGet() throws IOException {
    assertEquals(1, train("tiny"));
    assertPrinted("'fewshot backbones get tiny' first");
    assertEquals(0, run("backbones", "info", "tiny"));
    assertPrinted("MIT", "nothing", "run 'fewshot backbones get tiny'");

    assertEquals(0, run("backbones", "get", "tiny", "--yes"));
    assertPrinted("--backbone tiny");
    assertEquals(0, run("backbones", "info", "tiny"));
    assertPrinted("sha256\t" + Sha256.of(model), "embedding\t5 numbers, pooled");

    Files.write(folder.resolve("backbones").resolve("tiny.pt"), new byte[10]);
    assertEquals(1, train("tiny"));
    assertPrinted("'fewshot backbones get tiny' first");
  }

  private int train(String backbone) {
    String[] words = {"--examples", folder.toString(), "--out", folder + "/c.fewshot"};
    return run("train", words[0], words[1], words[2], words[3], "--backbone", backbone);
  }

  @Test
  void othersCannotBeGot() {
    assertEquals(0, run("backbones", "get", "embedded"));
    assertPrinted("here already");
    assertEquals(1, run("backbones", "get", "nonsense"));
    assertPrinted("There is no backbone 'nonsense'");
    assertEquals(1, run("backbones", "get", "uni2_h"));
    assertPrinted("docs/backbones.md#gated-pathology-models");
    assertEquals(0, run("backbones", "info", "uni2_h"));
    assertPrinted("CC-BY-NC-ND-4.0", "make its file");
    assertEquals(0, run("backbones", "get", "--help"));
    assertPrinted("--yes");
  }

  @Test
  void infoTakesAFileToo() {
    Path file = TestModels.copy("stages", folder);
    assertEquals(0, run("backbones", "info", file.toString(), "--device", "cpu"));
    assertPrinted("stage\tstride 8, channels 5", "stage\tstride 16, channels 5");
  }
}
