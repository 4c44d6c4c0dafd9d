package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.learn.Standardiser;

class WithinClassScatterTest {

  @Test
  void findsTheDirectionInWhichClassesScatterAndShortensIt() {
    // Unit vectors: within both classes only the second number varies, by +-0.6.
    float[][] embeddings = {
      {0.8f, 0.6f, 0}, {0.8f, -0.6f, 0}, {0, 0.6f, 0.8f}, {0, -0.6f, 0.8f},
    };
    WithinClassScatter scatter = new WithinClassScatter(Standardiser.identity(3));
    scatter.add(embeddings, new int[] {0, 0, 1, 1}, 2);
    EmbeddingStatistics statistics = scatter.statistics();
    assertEquals(1, statistics.gains().length);
    float[] direction = statistics.directions()[0];
    assertArrayEquals(new float[] {0, 1, 0}, absolute(direction), 1e-6f);
    // All scatter (1) lies there: shrunk to 0.7 + 0.3 / 3, against 0.3 / 3 elsewhere.
    assertEquals(Math.sqrt(0.1 / 0.8), statistics.gains()[0], 1e-6);
  }

  @Test
  void setsHaveEqualSayWhateverTheirSize() {
    WithinClassScatter scatter = new WithinClassScatter(Standardiser.identity(3));
    float[][] many = new float[40][];
    int[] labels = new int[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = new float[] {0.8f, i % 2 == 0 ? 0.6f : -0.6f, 0};
    }
    scatter.add(many, labels, 1);
    scatter.add(new float[][] {{0.6f, 0, 0.8f}, {-0.6f, 0, 0.8f}}, new int[2], 1);
    EmbeddingStatistics statistics = scatter.statistics();
    assertEquals(2, statistics.gains().length);
    assertEquals(statistics.gains()[0], statistics.gains()[1], 1e-6f);
  }

  @Test
  void withoutLabelledSetsThereIsNoMetric() {
    EmbeddingStatistics statistics = new WithinClassScatter(Standardiser.identity(3)).statistics();
    assertTrue(statistics.gains().length == 0 && statistics.directions().length == 0);
  }

  private static float[] absolute(float[] values) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.abs(result[i]);
    }
    return result;
  }
}
