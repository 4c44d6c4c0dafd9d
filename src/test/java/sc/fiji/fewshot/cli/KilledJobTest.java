package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.batch.folder.ResultBytes;

/**
 * Kills a job of 40 images, two of them damaged, at random moments, and goes on. {@code
 * -Dfewshot.kills=20 -Dfewshot.seed=7} chooses how often and when.
 */
class KilledJobTest {

  private static final int GOOD = 38;
  private static final int PATIENCE_MINUTES = 5;

  /** The engine starts in that time, too; nanoseconds. */
  private static final long FIRST_IMAGE = TimeUnit.SECONDS.toNanos(2);

  @TempDir private Path folder;

  private Process start(SmallJob job, Path out) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FewShotCli.class.getName());
    command.addAll(job.words(out, "--resume", "--threads", "1"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start();
  }

  private static Path journal(Path out) {
    return out.resolve("fewshot-journal/1-of-1.jsonl");
  }

  /** Waits until the journal has so many lines, the header included. */
  private void awaitJournal(Path out, Process process, int lines) throws Exception {
    while (!Files.exists(journal(out)) || Files.readAllLines(journal(out)).size() < lines) {
      assertTrue(process.isAlive(), Files.readString(folder.resolve("log.txt")));
      Thread.sleep(1);
    }
  }

  /**
   * Kills a job within about the time of an image after some image, since how long a job takes
   * depends on what else the machine does.
   */
  private void killSomewhere(SmallJob job, Path out, Random random) throws Exception {
    Process process = start(job, out);
    awaitJournal(out, process, 1);
    long begun = System.nanoTime();
    int images = random.nextInt(GOOD);
    awaitJournal(out, process, 1 + images);
    long perImage = images == 0 ? FIRST_IMAGE : (System.nanoTime() - begun) / images;
    TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * perImage));
    assertTrue(process.isAlive(), "killed too late");
    process.destroyForcibly().waitFor();
  }

  @Test
  void killedAtAnyMomentItEndsWithTheSameBytes() throws Exception {
    int kills = Integer.getInteger("fewshot.kills", 4);
    long seed = Long.getLong("fewshot.seed", System.nanoTime());
    System.out.println("KilledJobTest: -Dfewshot.kills=" + kills + " -Dfewshot.seed=" + seed);
    SmallJob job = SmallJob.in(folder, GOOD);
    job.damage("bad1.png");
    job.damage("ünter/bad2.png");
    Path whole = folder.resolve("whole");
    Process undisturbed = start(job, whole);
    awaitJournal(whole, undisturbed, 1);
    Call second = job.classify(whole, "--resume", "--quiet");
    assertEquals(1, second.exitCode(), second.err());
    assertTrue(
        second.err().startsWith("Another job (process " + undisturbed.pid() + ") writes to"),
        second.err());
    assertTrue(undisturbed.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES));
    assertEquals(3, undisturbed.exitValue(), Files.readString(folder.resolve("log.txt")));
    Map<String, String> expected = ResultBytes.of(whole);
    Random random = new Random(seed);
    for (int kill = 1; kill <= kills; kill++) {
      Path out = folder.resolve("kill" + kill);
      killSomewhere(job, out, random);
      Map<String, String> left = ResultBytes.of(out);
      assertTrue(expected.entrySet().containsAll(left.entrySet()), "partial: " + left);
      int before = FolderJobTest.done(journal(out)).size();
      Call resumed = job.classify(out, "--resume", "--quiet");
      assertEquals(3, resumed.exitCode(), resumed.err());
      assertEquals(2, resumed.problems().size(), resumed.err());
      assertEquals(expected, ResultBytes.of(out));
      List<String> done = FolderJobTest.done(journal(out));
      assertEquals(GOOD, done.size(), "none was done twice: " + done);
      assertEquals(GOOD, new HashSet<>(done).size());
      System.out.printf(
          "  kill %d: %d of %d images were done, %d files%n", kill, before, GOOD, left.size());
    }
  }
}
