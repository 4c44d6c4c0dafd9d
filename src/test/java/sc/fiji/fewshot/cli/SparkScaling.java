package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.batch.folder.ResultBytes;
import sc.fiji.fewshot.predict.Scenes;

/**
 * A benchmark: the same job with one Spark worker of one core and with two, each held to a core of
 * its own (with Linux's {@code taskset}), from the start of the driver to its end. {@code
 * src/test/scripts/spark-scaling.sh} runs it.
 */
class SparkScaling {

  private static final int SIDE = 1024;
  private static final int PATIENCE_MINUTES = 60;
  private static final Path DISTRIBUTION = Call.fromProject("target/dist");

  @TempDir private Path folder;

  private double seconds(SmallJob job, int workers) throws Exception {
    Map<String, String> conf = new HashMap<>(SparkClusterIT.CONF);
    conf.put("spark.cores.max", String.valueOf(workers));
    conf.put("spark.fewshot.blocksPerTask", "4");
    Path home = Files.createDirectory(folder.resolve("spark" + workers));
    try (SparkStandalone spark = new SparkStandalone(home, DISTRIBUTION, conf)) {
      for (int i = 0; i < workers; i++) {
        spark.workerOn("worker" + i, i);
      }
      long start = System.nanoTime();
      Process driver =
          spark.start(
              "driver",
              SparkClusterIT.guide(spark.url(), job, out(workers))
                  .replace("--stride 16", "--patch 128 --stride 32 --results labels"));
      assertTrue(driver.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), () -> spark.logs());
      assertEquals(0, driver.exitValue(), () -> spark.logs());
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private Path out(int workers) {
    return folder.resolve("out" + workers);
  }

  @Test
  void oneWorkerAndTwo() throws Exception {
    int images = Integer.getInteger("fewshot.images", 160);
    SmallJob job = SmallJob.in(folder, 0);
    for (int i = 0; i < images; i++) {
      write(job.inputs().resolve("i%03d.png".formatted(i)), SIDE + i);
    }
    double one = seconds(job, 1);
    double two = seconds(job, 2);
    assertEquals(ResultBytes.of(out(1)), ResultBytes.of(out(2)));
    System.out.printf(
        "%d images: one worker %.1f s, two workers %.1f s, ratio %.2f%n",
        images, one, two, one / two);
    System.out.println(
        List.of("long enough: " + (one >= 120), "1.7 or more: " + (one / two >= 1.7)));
  }

  private static void write(Path file, int width) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(Scenes.halves(width, SIDE, 1).getBufferedImage(), "png", file.toFile());
  }
}
