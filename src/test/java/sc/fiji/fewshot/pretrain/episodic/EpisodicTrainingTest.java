package sc.fiji.fewshot.pretrain.episodic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.pretrain.TrainingSet;

class EpisodicTrainingTest {

  @TempDir Path folder;

  /** That each of them lets the loss fall is shown on the small network. */
  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void everyObjectiveReachesAllLayersOfTheEmbeddedNetwork(ObjectiveKind kind) {
    Map<String, Tensor> before = Safetensors.read(Backbones.embeddedWeights(), "before");
    List<TrainingStep> steps = new ArrayList<>();
    Map<String, Tensor> after = train(kind, before, set(2), 2, steps);
    assertEquals(MobileNet.parameters(0).keySet(), after.keySet());
    assertFalse(
        Arrays.equals(before.get("stem.weight").data(), after.get("stem.weight").data()),
        "training reaches the first layer");
    assertEquals(2, steps.size());
  }

  @Test
  void theLossFalls() {
    Map<String, Tensor> before = Safetensors.read(Backbones.embeddedWeights(), "before");
    List<TrainingStep> steps = new ArrayList<>();
    train(ObjectiveKind.PROTOTYPICAL, before, set(2), 12, steps);
    double first = steps.subList(0, 4).stream().mapToDouble(TrainingStep::loss).sum();
    double last = steps.subList(8, 12).stream().mapToDouble(TrainingStep::loss).sum();
    assertTrue(last < 0.7 * first, steps.toString());
  }

  @Test
  void oneClassCannotMakeEpisodes() {
    Map<String, Tensor> before = Safetensors.read(Backbones.embeddedWeights(), "before");
    FewShotException problem =
        assertThrows(
            FewShotException.class,
            () -> train(ObjectiveKind.PROTOTYPICAL, before, set(1), 1, new ArrayList<>()));
    assertTrue(problem.getMessage().contains("--objective views"), problem.getMessage());
  }

  private Map<String, Tensor> train(
      ObjectiveKind kind,
      Map<String, Tensor> before,
      TrainingSet set,
      int count,
      List<TrainingStep> steps) {
    EpisodicSettings settings =
        new EpisodicSettings(kind, new EpisodePlan(2, 2, 2), false, false, count, 5e-5, 0);
    try (WorkerPool workers = new WorkerPool(1)) {
      return new EpisodicTraining(settings, "cpu", steps::add, line -> {})
          .train(folder, before, List.of(set), workers);
    }
  }

  /** Red and green. */
  private static TrainingSet set(int classes) {
    Random random = new Random(1);
    List<byte[]> pixels = new ArrayList<>();
    int[] labels = new int[4 * classes];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / 4;
      byte[] image = new byte[3 * 96 * 96];
      random.nextBytes(image);
      for (int k = 0; k < image.length; k++) {
        image[k] = (byte) ((image[k] & 0x1f) + (k % 3 == labels[i] ? 100 : 0));
      }
      pixels.add(image);
    }
    return new TrainingSet(
        "colours", List.of("red", "green").subList(0, classes), 96, pixels, labels, true);
  }
}
