package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Tensor;

class CheckpointTest {

  private static final PretrainSettings SETTINGS = PretrainSettings.usual();

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    checkpoint().write(folder, SETTINGS);
    Checkpoint read = Checkpoint.read(folder, SETTINGS).orElseThrow();
    assertEquals(200, read.step());
    assertArrayEquals(new float[] {1, 2}, read.weights().get("a").data());
    assertArrayEquals(new float[] {3, 4}, read.average().get("a").data());
  }

  @Test
  void aRunWithOtherSettingsIsNotGoneOnWith() throws IOException {
    checkpoint().write(folder, SETTINGS);
    PretrainSettings others = new PretrainSettings(9, 32, 128, 96, 3e-4, 0.5, 0.15, 0);
    FewShotException problem =
        assertThrows(FewShotException.class, () -> Checkpoint.read(folder, others));
    assertTrue(problem.getMessage().contains("other settings"), problem.getMessage());
  }

  @Test
  void anEmptyOrFinishedFolderHasNone() throws IOException {
    assertTrue(Checkpoint.read(folder, SETTINGS).isEmpty());
    checkpoint().write(folder, SETTINGS);
    Checkpoint.delete(folder);
    assertTrue(Checkpoint.read(folder, SETTINGS).isEmpty());
  }

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        200,
        Map.of("a", Tensor.vector(new float[] {1, 2})),
        Map.of("a", Tensor.vector(new float[] {3, 4})));
  }
}
