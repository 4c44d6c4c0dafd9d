package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

class HeadStartTest {

  private static final HeadStart START =
      new HeadStart(
          new float[] {1, 2}, new float[] {3, 4}, new float[] {0.1f, 0.2f, 0.3f, 0.4f}, 7);

  @Test
  void itComesBackFromItsFile() {
    HeadStart read = HeadStart.read(START.toBytes(), 2, "The start");
    assertArrayEquals(START.scale(), read.scale());
    assertArrayEquals(START.shift(), read.shift());
    assertArrayEquals(START.stepSizes(), read.stepSizes());
    assertEquals(7, read.steps());
  }

  @Test
  void oneOfAnotherBackboneIsRefused() {
    String message =
        assertThrows(FewShotException.class, () -> HeadStart.read(START.toBytes(), 3, "The start"))
            .getMessage();
    assertTrue(
        message.contains("2 channels, not 3")
            && message.contains("'fewshot pretrain --objective maml'"),
        message);
  }

  @Test
  void theBackboneInTheJarHasOneAndABareFolderHasNot(@TempDir Path folder) throws IOException {
    try (Backbone embedded = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      assertTrue(embedded.headStart().isPresent());
      assertTrue(embedded.prompts().find("Lymphocytes").isPresent());
    }
    Files.write(folder.resolve(Backbones.WEIGHTS_FILE), Backbones.embeddedWeights());
    try (Backbone bare = Backbones.open(folder.toString(), "cpu")) {
      assertEquals(Optional.empty(), bare.headStart());
      assertEquals(PromptBank.EMPTY, bare.prompts());
      int length = bare.info().embeddingLength();
      float[] ones = new float[length];
      Arrays.fill(ones, 1);
      HeadStart start = new HeadStart(ones, ones, START.stepSizes(), 2);
      Files.write(folder.resolve(HeadStart.FILE), start.toBytes());
      assertEquals(2, bare.headStart().orElseThrow().steps());
    }
  }
}
