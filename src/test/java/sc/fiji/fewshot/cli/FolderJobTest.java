package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.folder.FolderJob;
import sc.fiji.fewshot.batch.folder.JobSettings;
import sc.fiji.fewshot.batch.folder.ResultBytes;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.io.ClassifierFile;

/** Jobs over a folder: resumed, shared out, merged, and refused. */
class FolderJobTest {

  private static final String JOURNAL = "fewshot-journal/1-of-1.jsonl";

  @TempDir private static Path shared;

  private static SmallJob job;
  private static Path whole;
  private static Map<String, String> expected;

  @TempDir private Path folder;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    job = SmallJob.in(shared, 7);
    job.damage("bad <b>.png");
    whole = shared.resolve("whole");
    Call call = job.classify(whole);
    assertEquals(3, call.exitCode(), call.err());
    assertTrue(call.err().contains("bad <b>.png is damaged"), call.err());
    assertTrue(call.err().contains("7 of 8 images are classified"), call.err());
    expected = ResultBytes.of(whole);
  }

  private static void assertRefused(Call call, String sentence) {
    assertEquals(1, call.exitCode(), call.err());
    assertTrue(call.err().contains(sentence), call.err());
    assertFalse(call.err().contains("Exception"), call.err());
  }

  /** Names of the images that a journal calls done, once for each time. */
  static List<String> done(Path journal) throws IOException {
    return Files.readAllLines(journal).stream()
        .filter(line -> line.contains("\"files\""))
        .map(line -> line.replaceAll("^\\{\"image\":\"([^\"]*)\".*", "$1"))
        .sorted()
        .toList();
  }

  @Test
  void resultsMirrorTheFoldersOfTheImages() {
    for (String file :
        List.of("ünter/i00.csv", "ünter/i00-labels.tif", "i01.geojson", "fewshot-report/i01.png")) {
      assertTrue(expected.containsKey(file), expected.keySet().toString());
    }
    assertFalse(expected.containsKey("bad <b>.csv"));
    assertFalse(Files.exists(whole.resolve("fewshot-journal/1-of-1.part")), "nothing unfinished");
  }

  @Test
  void summaryAndReportTellOfEachImage() throws IOException {
    List<String> summary = Files.readAllLines(whole.resolve("fewshot-summary.csv"));
    assertEquals(1 + 8, summary.size());
    assertTrue(summary.get(1).startsWith("bad <b>,failed,,,"), summary.get(1));
    assertEquals(
        "image,status,width,height,slices,unit,count,confidence,unknown share,count(unknown),"
            + "area(unknown),count(check),area(check),count(smooth),area(smooth),reason",
        summary.get(0));
    String[] line = summary.get(2).split(",", -1);
    // 41 x 36 pixels in steps of 16 are 3 x 3 patches.
    assertEquals(
        List.of("i01", "done", "41", "36", "1", "pixel", "9"), List.of(line).subList(0, 7));
    double area = 0;
    for (int v : new int[] {10, 12, 14}) {
      area += Double.parseDouble(line[v]);
    }
    assertEquals(41 * 36, area, 1e-6, "areas add up to the image");
    String report = Files.readString(whole.resolve("fewshot-report.html"));
    assertTrue(report.contains("7 of 8 images are classified"), report);
    assertTrue(report.contains("<td>bad &lt;b&gt;</td>"), "names are no markup: " + report);
    assertFalse(report.contains("<script") || report.contains("http"), "it needs nothing else");
    assertTrue(report.contains("src=\"fewshot-report/%C3%BCnter/i00.png\""), report);
  }

  @Test
  void threadsDoNotMatter() {
    Path out = folder.resolve("one");
    assertEquals(3, job.classify(out, "--threads", 1).exitCode());
    assertEquals(expected, ResultBytes.of(out));
  }

  @Test
  void anEarlierJobIsNeitherMixedNorLost() throws IOException {
    assertRefused(
        job.classify(whole), "go on with it (--resume), do it again (--overwrite), or choose");
    assertRefused(job.classify(whole, "--resume", "--patch", 40), "holds results of another job");
    assertRefused(job.classify(whole, "--resume", "--shard", "1/2"), "begun in 1 share(s), not 2");
    for (String page : List.of("fewshot-summary.csv", "fewshot-report.html")) {
      Path mine = Files.createDirectories(folder.resolve("my " + page)).resolve(page);
      Files.writeString(mine, "mine");
      assertRefused(job.classify(mine.getParent()), page + " exists, but no journal tells of it");
      assertRefused(job.classify(mine.getParent(), "--resume"), "no journal tells of it");
      assertEquals("mine", Files.readString(mine));
      assertEquals(3, job.classify(mine.getParent(), "--overwrite").exitCode());
    }
    Path out = folder.resolve("alien");
    Files.createDirectories(out);
    Files.writeString(out.resolve("i01.csv"), "mine");
    assertRefused(job.classify(out, "--resume"), "no journal tells of it");
    assertEquals("mine", Files.readString(out.resolve("i01.csv")));
    assertEquals(expected, ResultBytes.of(whole));
  }

  @Test
  void resumeDoesAgainOnlyWhatIsNotDoneOrHasChanged() throws IOException {
    SmallJob own = SmallJob.in(folder, 5);
    Path out = folder.resolve("out");
    assertEquals(0, own.classify(out).exitCode());
    Map<String, String> first = ResultBytes.of(out);
    Path journal = out.resolve(JOURNAL);
    assertEquals(0, own.classify(out, "--resume").exitCode());
    assertEquals(5, done(journal).size(), "nothing was done twice");
    // A killed job leaves half a line, and files that no line tells of.
    List<String> lines = Files.readAllLines(journal);
    String last = lines.get(5);
    Files.writeString(
        journal, String.join("\n", lines.subList(0, 5)) + "\n" + last.substring(0, 40));
    Files.createDirectories(out.resolve("fewshot-journal/1-of-1.part"));
    Files.writeString(out.resolve("fewshot-journal/1-of-1.part/x.csv"), "half");
    // A result that somebody deleted, and an image that has changed.
    Files.delete(out.resolve("i01-labels.tif"));
    Files.copy(
        own.inputs().resolve("i02.png"),
        own.inputs().resolve("i04.png"),
        StandardCopyOption.REPLACE_EXISTING);
    assertEquals(0, own.classify(out, "--resume").exitCode());
    Map<String, Long> times =
        done(journal).stream().collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    assertEquals(2, times.get("i01"));
    assertEquals(2, times.get("i04"));
    assertEquals(1, times.get("i02"));
    assertEquals(1, times.get("ünter/i00"));
    Map<String, String> second = ResultBytes.of(out);
    assertEquals(first.keySet(), second.keySet());
    assertEquals(first.get("i01-labels.tif"), second.get("i01-labels.tif"));
    assertEquals(second.get("i02.csv"), second.get("i04.csv"), "it is the same image now");
    // What cannot be read any more has no results.
    own.damage("i04.png");
    assertEquals(3, own.classify(out, "--resume").exitCode());
    assertFalse(Files.exists(out.resolve("i04.csv")));
  }

  @Test
  void aDamagedJournalIsOneSentence() throws IOException {
    Path out = folder.resolve("damaged");
    Path journal = out.resolve(JOURNAL);
    Files.createDirectories(journal.getParent());
    Files.copy(whole.resolve(JOURNAL), journal);
    Files.writeString(journal, "{\"image\": nonsense\n", StandardOpenOption.APPEND);
    assertRefused(job.classify(out, "--resume"), "is damaged in line 10");
  }

  @Test
  void cancelledItLeavesWholeFilesOnlyAndGoesOn() {
    Path out = folder.resolve("cancelled");
    ClassificationPlan plan =
        ClassificationPlan.parse(ClassifierFile.read(job.classifier()), "patches", 0, 16);
    JobSettings settings =
        new JobSettings(
            job.classifier(), plan, out, null, ResultKind.parse("all"), Shard.WHOLE, false, false);
    InputList inputs = InputList.of(List.of(job.inputs().toString()), true, out);
    Progress untilHalf =
        fraction -> {
          if (fraction > 0.5) {
            throw new CancellationException();
          }
        };
    try (FolderJob cancelled = new FolderJob(settings, inputs);
        OpenClassifier classifier = new OpenClassifier(plan, "auto", "cpu", 2)) {
      assertThrows(
          CancellationException.class, () -> cancelled.run(classifier, said -> {}, untilHalf));
    }
    Map<String, String> left = ResultBytes.of(out);
    assertTrue(!left.isEmpty() && expected.entrySet().containsAll(left.entrySet()));
    assertFalse(left.containsKey("fewshot-summary.csv"));
    assertFalse(Files.exists(out.resolve("fewshot-journal/1-of-1.part")));
    assertEquals(3, job.classify(out, "--resume").exitCode());
    assertEquals(expected, ResultBytes.of(out));
  }

  @Test
  void sharesMergeToTheBytesOfTheWhole() throws IOException {
    for (int shares : new int[] {3, 4}) {
      Path out = folder.resolve("of" + shares);
      for (int i = shares; i >= 1; i--) {
        if (i == 1) {
          assertRefused(Call.of("merge", out), "of share 1/" + shares + " there is no journal");
          assertRefused(Call.of("merge", out), "(--resume), or merge what is there (--partial).");
          Call partial = Call.of("merge", out, "--partial");
          assertEquals(3, partial.exitCode(), partial.err());
          assertTrue(
              Files.readString(out.resolve("fewshot-report.html")).contains("are not done yet"));
        }
        Call share = job.classify(out, "--shard", i + "/" + shares);
        assertTrue(share.exitCode() == 0 || share.exitCode() == 3, share.err());
      }
      Call merged = Call.of("merge", out);
      assertEquals(3, merged.exitCode(), "one image has failed");
      assertTrue(merged.err().contains("bad <b>.png is damaged"), merged.err());
      assertEquals(expected, ResultBytes.of(out));
    }
    assertRefused(Call.of("merge", folder), "holds no journal");
  }

  @Test
  void mergeTellsOfAShareThatWasKilled() throws IOException {
    Path out = folder.resolve("killed");
    for (int i = 1; i <= 2; i++) {
      job.classify(out, "--shard", i + "/2", "--results", "none");
    }
    Path journal = out.resolve("fewshot-journal/2-of-2.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
    int images = lines.size() - 1;
    assertRefused(
        Call.of("merge", out), "share 2/2 has done %d of %d images".formatted(images - 1, images));
    job.classify(out, "--shard", "2/2", "--results", "none", "--resume");
    assertEquals(3, Call.of("merge", out).exitCode());
    assertTrue(Files.exists(out.resolve("i01.csv")));
    assertFalse(Files.exists(out.resolve("i01-labels.tif")), "none were asked for");
  }

  @Test
  void overwriteStartsAnew() throws IOException {
    Path out = folder.resolve("anew");
    for (int i = 1; i <= 2; i++) {
      job.classify(out, "--shard", i + "/2", "--results", "none");
    }
    assertEquals(3, job.classify(out, "--overwrite").exitCode());
    assertEquals(expected, ResultBytes.of(out));
    assertEquals(3, job.classify(out, "--resume").exitCode());
    assertEquals(7, done(out.resolve(JOURNAL)).size());
  }

  @Test
  void anInputIsNeverReplacedByAResult() throws IOException {
    SmallJob own = SmallJob.in(folder, 3);
    Path in = own.inputs();
    Path image = in.resolve("i01.png");
    Path named = Files.copy(image, in.resolve("i01-overlay.png"));
    byte[] before = Files.readAllBytes(named);
    for (List<String> words : List.of(List.<String>of(), List.of("--overwrite"))) {
      assertRefused(
          own.classify(in, words.toArray()), "i01-overlay.png, which is an input, too; choose");
      Path link = folder.resolve("link");
      if (Files.notExists(link)) {
        Files.createSymbolicLink(link, in);
      }
      assertRefused(own.classify(link, words.toArray()), "which is an input, too");
    }
    assertArrayEquals(before, Files.readAllBytes(named));
    assertFalse(Files.exists(in.resolve("fewshot-journal")), "nothing is written");
    Files.delete(named);
    // Results of a job beside its images are no inputs, and may be replaced.
    assertEquals(0, own.classify(in).exitCode());
    assertEquals(0, own.classify(in, "--resume").exitCode());
    assertEquals(0, own.classify(in, "--overwrite").exitCode());
    assertEquals(3, done(in.resolve(JOURNAL)).size());
  }

  @Test
  void wrongWordsAreRefused() {
    for (List<String> words :
        List.of(
            List.of("--results", "labels,pictures"),
            List.of("--shard", "3/2"),
            List.of("--shard", "half"))) {
      Call call = job.classify(folder.resolve("wrong"), words.toArray());
      assertEquals(2, call.exitCode(), call.err());
    }
    assertFalse(Files.exists(folder.resolve("wrong")));
  }
}
