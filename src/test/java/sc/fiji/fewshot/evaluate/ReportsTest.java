package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;

class ReportsTest {

  private record Named(String method, String backbone, boolean transductive) implements Peer {

    @Override
    public int episodes(int all) {
      return method.equals("forest") ? 2 : all;
    }

    @Override
    public Learner prepare(ClassFolder folder, Progress progress) {
      throw new UnsupportedOperationException();
    }
  }

  private static final Peer OURS = new Named("auto", "embedded", false);
  private static final Peer FOREST = new Named("forest", "none", false);

  private static Measurement measured(double... accuracies) {
    return new Measurement(3, accuracies, 0.125, new double[] {0.75});
  }

  /** Ours: 0.9, 0.7 on one set, 0.5, 0.5 on the other; the forest 0.2 less; 1 shot on one set. */
  private static BenchmarkReport report(Peer ours) {
    BenchmarkPlan plan = new BenchmarkPlan(5, List.of(1, 5), 15, 3, 7, false);
    List<BenchmarkRow> rows = new ArrayList<>();
    add(rows, "cells", 1, ours, measured(0.9, 0.7, 0.8), measured(0.7, 0.5));
    add(rows, "cells", 5, ours, measured(1, 1, 1), measured(0.5, 0.7));
    add(rows, "tissue", 5, ours, measured(0.5, 0.5, 0.5), measured(0.5, 0.5));
    return new BenchmarkReport(
        plan, List.of(ours, FOREST), rows, List.of(new MarksNeeded("cells", 0, 50)));
  }

  private static void add(
      List<BenchmarkRow> rows,
      String data,
      int shots,
      Peer ours,
      Measurement first,
      Measurement second) {
    rows.add(new BenchmarkRow(data, shots, ours, first, Optional.empty(), 1.5));
    rows.add(new BenchmarkRow(data, shots, FOREST, second, Optional.of(second.minus(first)), 2.5));
  }

  @Test
  void markdownHoldsMeansDifferencesAndWhatIsMissing() {
    String text = MarkdownReport.of(report(OURS));
    assertTrue(text.contains("3 episodes (forest: the first 2), seed 7."), text);
    assertTrue(text.contains("All is inductive"), text);
    assertTrue(text.contains("| method | backbone | 1 shot (1 of 2 sets) | 5 shots |"), text);
    // 1.96 * 0.1 / sqrt(3) = 0.113.
    assertTrue(text.contains("| auto | embedded | 80.0 ± 11.3 | 75.0 ± 0.0 |"), text);
    assertTrue(text.contains("### Paired differences to auto (embedded), in points"), text);
    // -0.5 and -0.3 on cells, 0 on tissue: -0.4 and 0 make -0.2; 1.96 * 0.1414 / sqrt(2) / 2.
    assertTrue(text.contains("| forest | none | -20.0 ± 0.0 | -20.0 ± 9.8 |"), text);
    assertTrue(text.contains("| tissue | 3 | auto | embedded | – | 50.0 ± 0.0 |"), text);
    assertTrue(text.contains("| auto | embedded | 0.125 | 0.125 |"), text);
    assertTrue(text.contains("| auto | embedded | 0.750 | 0.750 |"), text);
    assertTrue(text.contains("| cells | > 50 |"), text);
  }

  @Test
  void unevenShotsAreTold() {
    BenchmarkReport even = report(OURS);
    BenchmarkReport uneven =
        new BenchmarkReport(
            new BenchmarkPlan(5, List.of(1, 5), 15, 3, 7, true),
            even.peers(),
            even.rows(),
            List.of());
    String text = MarkdownReport.of(uneven);
    assertTrue(text.contains("up to 1 shot (1 of 2 sets) | up to 5 shots |"), text);
    assertTrue(text.contains("Shots are uneven"), text);
    assertTrue(first(uneven).get("uneven").getAsBoolean());
    assertFalse(MarkdownReport.of(even).contains("uneven"));
    assertFalse(first(even).has("uneven"));
  }

  @Test
  void transductiveRowsAreMarked() {
    String text = MarkdownReport.of(report(new Named("auto", "embedded", true)));
    assertTrue(text.contains("| auto, transductive | embedded | 80.0"), text);
    assertFalse(text.contains("All is inductive"), text);
    assertTrue(
        first(report(new Named("auto", "embedded", true))).get("transductive").getAsBoolean());
  }

  private static JsonObject first(BenchmarkReport report) {
    return JsonParser.parseString(JsonReport.of(report)).getAsJsonArray().get(0).getAsJsonObject();
  }

  @Test
  void jsonKeepsItsContractAndLeavesOutWhatIsUnknown() {
    JsonArray lines = JsonParser.parseString(JsonReport.of(report(OURS))).getAsJsonArray();
    assertEquals(6, lines.size());
    JsonObject ours = lines.get(0).getAsJsonObject();
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
            "seconds",
            "transductive",
            "ece",
            "auroc"),
        List.copyOf(ours.keySet()));
    assertEquals(0.8, ours.get("accuracy").getAsDouble(), 1e-12);
    JsonObject forest = lines.get(3).getAsJsonObject();
    assertEquals(2, forest.get("episodes").getAsInt());
    assertEquals(-0.4, forest.get("difference").getAsDouble(), 1e-12);
    assertEquals("> 50", forest.get("marksNeeded").getAsString());
    assertFalse(lines.get(1).getAsJsonObject().has("marksNeeded"), "that is not the 5-shot row");
  }

  @Test
  void aDocumentKeepsTheWordsAroundItsTables() {
    String before = "# Title\n" + MarkedSection.BEGIN + "old\n";
    String after = MarkedSection.END + "More.\n";
    String replaced = MarkedSection.replace(before + after, "new\n");
    assertEquals("# Title\n" + MarkedSection.BEGIN + "\nnew\n" + after, replaced);
    assertEquals(replaced, MarkedSection.replace(replaced, "new\n"));
    String first = MarkedSection.replace("", "new\n");
    assertEquals(MarkedSection.BEGIN + "\nnew\n" + MarkedSection.END, first);
    assertEquals(first, MarkedSection.replace(first, "new\n"));
    assertThrows(FewShotException.class, () -> MarkedSection.replace("# Mine\n", "new\n"));
    assertThrows(FewShotException.class, () -> MarkedSection.replace(before, "new\n"));
  }
}
