package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.learn.PrototypicalMethod;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;

class EpisodeRunnerTest {

  private static final int[] LABELS = IntStream.range(0, 40).map(i -> i % 4).toArray();

  private final WorkerPool workers = new WorkerPool(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private EpisodeRunner runner() {
    return new EpisodeRunner(new EpisodeSampler(LABELS, 4, 4, 2, 3, 0), workers);
  }

  /** Knows the classes of all images, and is sure at 0.9. */
  private static class Oracle implements Learner {

    final Set<Integer> unlabelledSeen = ConcurrentHashMap.newKeySet();

    @Override
    public Recogniser learn(Shots shots, int[] unlabelled) {
      IntStream.of(unlabelled).forEach(unlabelledSeen::add);
      return image -> {
        double[] probabilities = new double[shots.classes()];
        Arrays.fill(probabilities, 0.1 / (shots.classes() - 1));
        for (int i = 0; i < shots.images().length; i++) {
          if (LABELS[shots.images()[i]] == LABELS[image]) {
            probabilities[shots.labels()[i]] = 0.9;
          }
        }
        return probabilities;
      };
    }
  }

  @Test
  void anOracleIsAlwaysRightAndItsModestyIsMeasured() {
    Measurement measured = runner().run(new Oracle(), 20, false);
    assertEquals(new MeanInterval(1, 0), measured.accuracy());
    assertEquals(0.1, measured.calibrationError(), 1e-9);
    assertEquals(0, measured.aurocs().length, "it has no notion of unknowns");
  }

  @Test
  void onlyTransductiveOnesSeeQueries() {
    Oracle inductive = new Oracle();
    runner().run(inductive, 20, false);
    assertTrue(inductive.unlabelledSeen.isEmpty());
    Oracle transductive = new Oracle();
    runner().run(transductive, 20, true);
    assertEquals(40, transductive.unlabelledSeen.size());
  }

  @Test
  void theSecretClassIsWhatIsStrange() {
    Learner detective =
        new Oracle() {
          @Override
          public Optional<IntToDoubleFunction> strangeness(Shots shots, int[] unlabelled) {
            assertEquals(3, shots.classes());
            assertEquals(3, IntStream.of(shots.labels()).distinct().count());
            assertTrue(IntStream.of(shots.labels()).allMatch(l -> l >= 0 && l < 3));
            int[] known = IntStream.of(shots.images()).map(i -> LABELS[i]).toArray();
            return Optional.of(
                image -> IntStream.of(known).anyMatch(l -> l == LABELS[image]) ? 0 : 1);
          }
        };
    Measurement measured = runner().run(detective, 8, false);
    assertEquals(8, measured.aurocs().length);
    assertEquals(1, measured.auroc());
  }

  @Test
  void fewerEpisodesAreTheFirstOnesWhateverTheThreads() {
    Learner learner = clouds(new Random(3));
    Measurement all = runner().run(learner, 30, false);
    try (WorkerPool one = new WorkerPool(1)) {
      Measurement part =
          new EpisodeRunner(new EpisodeSampler(LABELS, 4, 4, 2, 3, 0), one).run(learner, 10, false);
      assertArrayEquals(Arrays.copyOf(all.accuracies(), 10), part.accuracies());
    }
    assertTrue(all.accuracy().mean() > 0.3 && all.accuracy().mean() < 1);
    assertTrue(all.auroc() > 0.5, "classes that overlap are still somewhat apart");
  }

  private static Learner clouds(Random random) {
    float[][] rows = new float[LABELS.length][6];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 6; k++) {
        rows[i][k] = (float) (random.nextGaussian() + (k == LABELS[i] ? 1.5 : 0));
      }
    }
    return new EmbeddedLearner(
        rows, rows, new PrototypicalMethod(), s -> Standardiser.identity(s.dimension()));
  }
}
