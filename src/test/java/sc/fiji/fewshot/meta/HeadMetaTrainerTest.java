package sc.fiji.fewshot.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.learn.Standardiser;

class HeadMetaTrainerTest {

  private static final int D = 24;
  private static final int TELLING = 4;
  private static final int CLASSES = 12;
  private static final MetaSettings SETTINGS =
      new MetaSettings(120, 2, new InnerLoop(3, true, false), 60, 1);

  /** Classes differ in the first few channels only; the others are noise that is as large. */
  private static EmbeddedSet set(long seed) {
    Random random = new Random(seed);
    List<float[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    Standardiser unit = Standardiser.identity(D);
    for (int c = 0; c < CLASSES; c++) {
      double[] centre = random.doubles(TELLING, -2, 2).toArray();
      for (int i = 0; i < 25; i++) {
        float[] row = new float[D];
        for (int k = 0; k < D; k++) {
          double spread = k < TELLING ? 0.4 : 1.2;
          row[k] = (float) ((k < TELLING ? centre[k] : 0) + spread * random.nextGaussian());
        }
        rows.add(unit.apply(row));
        labels.add(c);
      }
    }
    float[][] all = rows.toArray(float[][]::new);
    int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
    return new EmbeddedSet("made " + seed, all, all, classes, CLASSES);
  }

  @Test
  void itLearnsWhichChannelsTellClassesApart() {
    EmbeddedSet other = set(9);
    List<HeadMetaTrainer.Report> reports = new ArrayList<>();
    HeadStart learnt;
    try (NDManager manager = Devices.engine().newBaseManager()) {
      HeadMetaTrainer trainer =
          new HeadMetaTrainer(SETTINGS, List.of(set(1), set(2)), Optional.of(other));
      learnt = trainer.train(manager, Optional.empty(), reports::add, m -> {});
    }
    double telling = 0;
    double noise = 0;
    for (int k = 0; k < D; k++) {
      telling += k < TELLING ? learnt.scale()[k] / TELLING : 0;
      noise += k < TELLING ? 0 : learnt.scale()[k] / (D - TELLING);
    }
    assertTrue(telling > noise + 0.02, telling + " and " + noise);
    assertEquals(SETTINGS.updates(), reports.size());
    double first = reports.subList(0, 20).stream().mapToDouble(r -> r.loss()).sum();
    double last = reports.subList(100, 120).stream().mapToDouble(r -> r.loss()).sum();
    assertTrue(last < first, first + " -> " + last);
    assertTrue(reports.get(119).fiveShots() > reports.get(119).oneShot());
  }

  @Test
  void theSameSeedGivesTheSameStartAndNothingIsLeftBehind() throws ReflectiveOperationException {
    MetaSettings few = new MetaSettings(3, 2, new InnerLoop(3, true, false), 10, 1);
    try (NDManager manager = Devices.engine().newBaseManager()) {
      HeadMetaTrainer trainer = new HeadMetaTrainer(few, List.of(set(1)), Optional.empty());
      HeadStart once = trainer.train(manager, Optional.empty(), r -> {}, m -> {});
      int kept = resources(manager);
      HeadStart again = trainer.train(manager, Optional.empty(), r -> {}, m -> {});
      assertEquals(kept, resources(manager));
      assertArrayEquals(once.scale(), again.scale());
      assertArrayEquals(once.stepSizes(), again.stepSizes());
    }
  }

  @Test
  void anInterruptedTrainingGoesOnWithTheSameCourse() {
    MetaSettings settings = new MetaSettings(12, 2, new InnerLoop(3, true, false), 4, 1);
    Optional<EmbeddedSet> other = Optional.of(set(9));
    try (NDManager manager = Devices.engine().newBaseManager()) {
      HeadMetaTrainer trainer = new HeadMetaTrainer(settings, List.of(set(1)), other);
      List<HeadMetaTrainer.Report> whole = new ArrayList<>();
      List<MetaMoment> moments = new ArrayList<>();
      HeadStart expected = trainer.train(manager, Optional.empty(), whole::add, moments::add);
      assertEquals(List.of(4, 8, 12), moments.stream().map(MetaMoment::update).toList());
      List<HeadMetaTrainer.Report> rest = new ArrayList<>();
      HeadStart got = trainer.train(manager, Optional.of(moments.get(1)), rest::add, m -> {});
      assertEquals(whole.subList(8, 12), rest);
      assertArrayEquals(expected.scale(), got.scale());
      assertArrayEquals(expected.shift(), got.shift());
      assertArrayEquals(expected.stepSizes(), got.stepSizes());
      HeadStart finished = trainer.train(manager, Optional.of(moments.get(2)), rest::add, m -> {});
      assertArrayEquals(expected.scale(), finished.scale());
    }
  }

  private static int resources(NDManager manager) throws ReflectiveOperationException {
    Field field = BaseNDManager.class.getDeclaredField("resources");
    field.setAccessible(true);
    return ((Map<?, ?>) field.get(manager)).size();
  }
}
