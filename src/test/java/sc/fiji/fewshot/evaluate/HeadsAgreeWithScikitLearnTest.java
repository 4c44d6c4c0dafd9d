package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Standardiser;

class HeadsAgreeWithScikitLearnTest {

  private static final int DIMENSION = 40;
  private static final int[] LABELS = IntStream.range(0, 150).map(i -> i % 5).toArray();

  @TempDir private Path folder;

  private record HeadPeer(String method) implements Peer {

    @Override
    public Learner prepare(ClassFolder data, Progress progress) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void theyPredictTheSame() throws IOException, InterruptedException {
    assumeTrue(
        run("/usr/bin/python3", "-c", "import sklearn").code == 0,
        "Debian's python3-sklearn is not installed, so the heads were not checked against it");
    List<String> words =
        List.of(
            "prototypical",
            "features",
            "features:head=logistic",
            "metric",
            "metric:form=class-covariance",
            "auto");
    EpisodeExport export = new EpisodeExport();
    for (String method : words) {
      for (int shots : new int[] {1, 5}) {
        EpisodeSampler sampler = new EpisodeSampler(LABELS, 5, 5, shots, 15, 0);
        export.add("clouds", shots, new HeadPeer(method), learner(method), sampler, 10);
      }
    }
    Path file = folder.resolve("episodes.safetensors");
    export.write(file);
    Outcome outcome = run("/usr/bin/python3", "src/test/python/check_heads.py", file.toString());
    assertEquals(0, outcome.code, outcome.text);
    for (String head :
        List.of(
            "prototypical", "ridge", "logistic", "covariance", "class-covariance", "combined")) {
      assertTrue(outcome.text.contains(head + ": "), outcome.text);
    }
  }

  /** Classes that overlap, so that heads differ. */
  private static Learner learner(String method) {
    Random random = new Random(11);
    float[][] rows = new float[LABELS.length][DIMENSION];
    for (int i = 0; i < rows.length; i++) {
      float common = (float) (2 * random.nextGaussian());
      for (int k = 0; k < DIMENSION; k++) {
        float own = k / 8 == LABELS[i] ? 0.8f : 0;
        rows[i][k] = (float) (own + random.nextGaussian() + (k % 2 == 0 ? common : -common));
      }
    }
    return new EmbeddedLearner(
        rows, rows, FewShotMethods.parse(method), s -> Standardiser.identity(DIMENSION));
  }

  private record Outcome(int code, String text) {}

  private Outcome run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      return new Outcome(code, Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Outcome(-1, e.getMessage());
    }
  }
}
