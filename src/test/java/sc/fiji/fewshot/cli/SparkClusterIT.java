package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.batch.folder.ResultBytes;
import sc.fiji.fewshot.predict.Scenes;

/**
 * The guide's lines for Spark, as a user pastes them, on a real cluster: a master and two workers,
 * one of which dies half-way.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkClusterIT {

  private static final int SMALL_IMAGES = 24;
  private static final int PATIENCE_MINUTES = 6;
  private static final Path DISTRIBUTION = Call.fromProject("target/dist");

  static final Map<String, String> CONF =
      Map.of(
          // Both executors are there before the first task.
          "spark.cores.max", "2",
          "spark.scheduler.minRegisteredResourcesRatio", "1.0",
          "spark.scheduler.maxRegisteredResourcesWaitingTime", "120s",
          "spark.executor.memory", "700m",
          "spark.executor.cores", "1",
          "spark.fewshot.blocksPerTask", "1",
          // A worker that is gone is not asked many times.
          "spark.shuffle.io.maxRetries", "1",
          "spark.ui.enabled", "false");

  @TempDir private Path folder;

  static String guide(String url, SmallJob job, Path out) throws IOException {
    Matcher block =
        Pattern.compile("```sh\n([^`]*spark-submit[^`]*)```")
            .matcher(Files.readString(Path.of("docs/cluster-guide.md")));
    assertTrue(block.find());
    String lines = block.group(1);
    for (var word :
        Map.of(
                "/shared/fewshot", DISTRIBUTION.toString(),
                "spark://host:7077", url,
                "/shared/cells.fewshot", job.classifier().toString(),
                "/shared/slides", job.inputs().toString(),
                "/shared/results", out.toString())
            .entrySet()) {
      assertTrue(lines.contains(word.getKey()), word.getKey());
      lines = lines.replace(word.getKey(), "'" + word.getValue() + "'");
    }
    return lines.stripTrailing() + " --recursive --mode patches --stride 16 --device cpu\n";
  }

  private static Path journal(Path out) {
    return out.resolve("fewshot-journal/1-of-1.jsonl");
  }

  @Test
  void aWorkerMayDieAndTheResultsAreTheSame() throws Exception {
    assumeTrue(File.separatorChar == '/', "needs a POSIX shell");
    SmallJob job = SmallJob.in(folder, SMALL_IMAGES);
    job.damage("bad.png");
    // Of four blocks as the CNN sees it, for two tasks.
    ImageIO.write(
        Scenes.halves(560, 520, 1).getBufferedImage(),
        "png",
        job.inputs().resolve("a-large.png").toFile());
    Path local = folder.resolve("local");
    Call here = job.classify(local);
    assertEquals(3, here.exitCode(), here.err());
    Path out = folder.resolve("spark out");
    Path home = Files.createDirectory(folder.resolve("spark"));
    try (SparkStandalone spark = new SparkStandalone(home, DISTRIBUTION, CONF)) {
      Process doomed = spark.worker("worker1");
      spark.worker("worker2");
      Process driver = spark.start("driver", guide(spark.url(), job, out));
      while (!Files.exists(journal(out))
          || FolderJobTest.done(journal(out)).size() < SMALL_IMAGES / 4) {
        assertTrue(driver.isAlive(), () -> spark.logs());
        Thread.sleep(5);
      }
      int executors = SparkStandalone.kill(doomed);
      int before = FolderJobTest.done(journal(out)).size();
      System.out.printf(
          "SparkClusterIT: a worker with %d process(es) killed after %d of %d images%n",
          executors, before, SMALL_IMAGES + 1);
      assertTrue(driver.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), () -> spark.logs());
      assertEquals(3, driver.exitValue(), () -> spark.logs());
      assertTrue(executors > 0, "the worker was at work when it died");
      assertTrue(before < SMALL_IMAGES, "died half-way, not after " + before);
      // The launcher goes on; what failed is tried again.
      List<String> words = new ArrayList<>(job.words(out, "--resume", "--spark", spark.url()));
      words.add(0, DISTRIBUTION.resolve("bin/fewshot").toString());
      words.replaceAll(word -> "'" + word + "'");
      Process again = spark.start("again", String.join(" ", words));
      assertTrue(again.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), () -> spark.logs());
      assertEquals(3, again.exitValue(), () -> spark.logs());
    }
    assertEquals(ResultBytes.of(local), ResultBytes.of(out));
    List<String> done = FolderJobTest.done(journal(out));
    assertEquals(SMALL_IMAGES + 1, done.size(), "each is recorded once: " + done);
    assertFalse(Files.exists(out.resolve("fewshot-journal/1-of-1.part")), "nothing unfinished");
    // So does one machine.
    assertEquals(3, job.classify(out, "--resume").exitCode());
    assertEquals(SMALL_IMAGES + 1, FolderJobTest.done(journal(out)).size());
    assertEquals(ResultBytes.of(local), ResultBytes.of(out));
  }
}
