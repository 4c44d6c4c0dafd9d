package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--network conv4 | give an --objective other than views",
        "--network resnet | --network must be mobilenet or conv4, not 'resnet'",
        "--objective magic | --objective must be views, prototypical, maml",
        "--objective maml --inner-loop tail | --inner-loop must be adapter, head or network",
        "--objective prototypical --ways 1 | --ways must be at least 2",
        "--objective prototypical --rotated-classes | need --network conv4",
        "--network conv4 --objective maml --init x | leave out --init and --trained"
      })
  void wordsThatDoNotGoTogether(String words, String sentence) {
    Call call =
        Call.of(
            Stream.concat(
                    Stream.of("pretrain", "--data", folder, "--out", folder.resolve("out")),
                    Stream.of(words.split(" ")))
                .toArray());
    assertEquals(2, call.exitCode(), call.err());
    assertTrue(call.err().contains(sentence), call.err());
  }
}
