package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Shots;

class RefinedPeerTest {

  @TempDir static Path folder;
  private static Backbone backbone;
  private static WorkerPool workers;

  @BeforeAll
  static void open() throws IOException {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(2);
    Random random = new Random(8);
    for (int i = 0; i < 6; i++) {
      draw(folder.resolve("flat").resolve(i + ".png"), 1.4, random);
      draw(folder.resolve("tall").resolve(i + ".png"), 0.7, random);
    }
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  private static void draw(Path file, double aspect, Random random) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.9f));
    int width = (int) (30 * aspect);
    graphics.fillOval(random.nextInt(20), random.nextInt(20), width, 900 / width);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private static RefinedPeer peer(Adaptation adaptation) {
    TrainingSettings settings =
        new TrainingSettings("features", 0, 2, AugmentationPreset.NONE, null, 0).with(adaptation);
    return new RefinedPeer(backbone, settings, workers, 3);
  }

  @Test
  void threadsThatAdaptAtTheSameTimeDoNotDisturbEachOther() {
    int before = owned();
    Shots shots = new Shots(new int[] {0, 1, 2, 6, 7, 8}, new int[] {0, 0, 0, 1, 1, 1}, 2);
    try (Learner learner =
        peer(Adaptation.LAST_STAGE).prepare(ClassFolder.read(folder), Progress.NONE)) {
      List<double[]> both =
          workers.map(2, i -> learner.learn(shots, Learner.NONE).probabilities(4));
      assertArrayEquals(both.get(0), both.get(1));
      assertEquals(1, both.get(0)[0] + both.get(0)[1], 1e-9);
      assertTrue(owned() > before, "activations are kept");
    }
    assertEquals(before, owned());
  }

  @Test
  void aSingleExampleAClassIsTheRecipeAsItIs() {
    Shots shots = new Shots(new int[] {0, 6}, new int[] {0, 1}, 2);
    RefinedPeer refined = peer(Adaptation.PROJECTION);
    RecipePeer recipe =
        new RecipePeer(backbone, refined.settings(), workers, EmbeddingCache.inMemory(), false);
    ClassFolder images = ClassFolder.read(folder);
    try (Learner one = refined.prepare(images, Progress.NONE);
        Learner other = recipe.prepare(images, Progress.NONE)) {
      Recogniser adapted = one.learn(shots, Learner.NONE);
      Recogniser pretrained = other.learn(shots, Learner.NONE);
      IntStream.range(0, 12)
          .forEach(
              i ->
                  assertArrayEquals(
                      pretrained.probabilities(i), adapted.probabilities(i), 1e-4, "image " + i));
    }
  }

  @Test
  void itSaysWhatItIsAndTakesPartInSomeEpisodes() {
    assertEquals("features+last-stage", peer(Adaptation.LAST_STAGE).method());
    assertEquals(3, peer(Adaptation.LAST_STAGE).episodes(600));
    assertEquals(2, peer(Adaptation.LAST_STAGE).episodes(2));
  }

  /** How many arrays and managers hang on the backbone. */
  private static int owned() {
    try (NDManager manager = backbone.newManager()) {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      return ((Map<?, ?>) resources.get(manager.getParentManager())).size();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
