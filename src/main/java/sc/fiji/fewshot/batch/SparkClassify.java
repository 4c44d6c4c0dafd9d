package sc.fiji.fewshot.batch;

import java.util.Arrays;
import java.util.stream.Stream;
import sc.fiji.fewshot.cli.FewShotCli;

/** What spark-submit starts: {@code fewshot classify} on the cluster that spark-submit names. */
public final class SparkClassify {

  private SparkClassify() {}

  /**
   * @param args the words after {@code fewshot classify}
   */
  public static void main(String[] args) {
    FewShotCli.main(
        Stream.concat(Stream.of("classify", "--spark"), Arrays.stream(args))
            .toArray(String[]::new));
  }
}
