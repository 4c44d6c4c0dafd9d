package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void whatIsWrittenIsReadAgain() {
    checkpoint().write(folder, SETTINGS);
    Checkpoint read = Checkpoint.read(folder, SETTINGS).orElseThrow();
    assertEquals(200, read.step());
    assertArrayEquals(new float[] {1, 2}, read.part("one.").get("a").data());
    assertArrayEquals(new float[] {3, 4}, read.part("two.").get("a").data());
  }

  @Test
  void aRunWithOtherSettingsIsNotGoneOnWith() {
    checkpoint().write(folder, SETTINGS);
    PretrainSettings others = new PretrainSettings(9, 32, 128, 96, 3e-4, 0.5, 0.15, 0);
    FewShotException problem =
        assertThrows(FewShotException.class, () -> Checkpoint.read(folder, others));
    assertTrue(problem.getMessage().contains("other settings"), problem.getMessage());
  }

  @Test
  void anEmptyOrFinishedFolderHasNone() {
    assertTrue(Checkpoint.read(folder, SETTINGS).isEmpty());
    checkpoint().write(folder, SETTINGS);
    Checkpoint.delete(folder);
    assertTrue(Checkpoint.read(folder, SETTINGS).isEmpty());
  }

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        200,
        Map.of(
            "one.a", Tensor.vector(new float[] {1, 2}),
            "two.a", Tensor.vector(new float[] {3, 4})));
  }
}
