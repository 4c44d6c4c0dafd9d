package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Spark that is not there is told of in one sentence, and soon. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkRefusalTest {

  @TempDir private static Path folder;

  private static SmallJob job;

  @BeforeAll
  static void train() throws IOException {
    job = SmallJob.in(folder, 1);
  }

  private static void assertRefused(String sentence, Object... spark) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    Call call = job.classify(out, spark);
    assertEquals(1, call.exitCode(), call.err());
    List<String> problems = call.problems();
    assertTrue(problems.get(problems.size() - 1).contains(sentence), call.err());
    assertFalse(call.err().contains("\tat "), call.err());
    assertFalse(Files.exists(out.resolve("ünter/i00.csv")));
  }

  @Test
  void noMaster() throws IOException {
    assertRefused("No Spark cluster is given", "--quiet", "--spark");
  }

  @Test
  void noAddress() throws IOException {
    assertRefused("must be like spark://host:7077", "--quiet", "--spark", "spark://host");
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertRefused("cannot be reached", "--quiet", "--spark=spark://127.0.0.1:" + port);
  }
}
