package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.InputBatch;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbFile;

class BackbonePeersTest {

  private static Backbone backbone;
  private static WorkerPool workers;

  @TempDir private static Path folder;

  @BeforeAll
  static void twoImagesOfTwoClasses() throws IOException {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(1);
    for (String name : List.of("set/a/1.png", "set/a/2.png", "set/b/1.png", "set/b/2.png")) {
      BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
      Random random = new Random(name.hashCode());
      for (int i = 0; i < 1600; i++) {
        image.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
      }
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  private static RecipePeer recipe(EmbeddingCache cache) {
    // Views of this preset are random, and must depend on the image alone.
    TrainingSettings settings =
        new TrainingSettings("auto", 0, 2, AugmentationPreset.RADIOLOGY, null, 0);
    return new RecipePeer(backbone, settings, workers, cache, false);
  }

  private static EmbeddedLearner prepare(Peer peer, Path set) {
    return (EmbeddedLearner) peer.prepare(ClassFolder.read(set), Progress.NONE);
  }

  @Test
  void bareIsTheMeanOfTheLastMap() {
    BarePeer peer = new BarePeer(backbone, workers, EmbeddingCache.inMemory(), false);
    float[] row = prepare(peer, folder.resolve("set")).asQuery()[1];
    try (NDManager manager = backbone.newManager()) {
      NDList maps =
          backbone.forward(
              InputBatch.of(manager, List.of(RgbFile.read(folder.resolve("set/a/2.png"), 160))));
      NDArray last = maps.get(maps.size() - 1);
      float[] expected = last.mean(new int[] {3}).mean(new int[] {2}).toFloatArray();
      assertArrayEquals(expected, row, 1e-4f);
    }
  }

  @Test
  void bareTakesWhatABackbonePooledItself() {
    BackboneInfo pooled = new BackboneInfo("p", "0", List.of(), 3, 14);
    assertArrayEquals(new float[] {1, 2, 3}, BarePeer.lastMean(pooled, new float[] {1, 2, 3}));
    assertEquals(168, BarePeer.side(pooled));
    BackboneInfo maps =
        new BackboneInfo(
            "m", "0", List.of(new BackboneInfo.Stage(8, 1), new BackboneInfo.Stage(16, 2)), 32);
    float[] embedding = {1, 2, 30, 40, 5, 6};
    assertArrayEquals(new float[] {30, 40}, BarePeer.lastMean(maps, embedding));
    assertEquals(160, BarePeer.side(maps));
  }

  @Test
  void anImagesEmbeddingDependsOnItsContentAlone() throws IOException {
    EmbeddedLearner learner = prepare(recipe(EmbeddingCache.inMemory()), folder.resolve("set"));
    // The same image is the fourth one here and the first one there.
    Path other = folder.resolve("other");
    for (String name : List.of("a/9.png", "b/9.png")) {
      Files.createDirectories(other.resolve(name).getParent());
    }
    Files.copy(folder.resolve("set/b/2.png"), other.resolve("a/9.png"));
    Files.copy(folder.resolve("set/a/1.png"), other.resolve("b/9.png"));
    EmbeddedLearner moved = prepare(recipe(EmbeddingCache.inMemory()), other);
    assertArrayEquals(learner.asSupport()[3], moved.asSupport()[0], 1e-4f);
    assertArrayEquals(learner.asQuery()[3], moved.asQuery()[0], 1e-4f);
    assertFalse(Arrays.equals(learner.asSupport()[3], learner.asQuery()[3]), "views differ");
  }

  @Test
  void theCacheGivesBackTheSameNumbers() {
    Path cache = folder.resolve("cache");
    EmbeddedLearner first = prepare(recipe(EmbeddingCache.in(cache)), folder.resolve("set"));
    EmbeddedLearner again = prepare(recipe(EmbeddingCache.in(cache)), folder.resolve("set"));
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(first.asSupport()[i], again.asSupport()[i]);
      assertArrayEquals(first.asQuery()[i], again.asQuery()[i]);
    }
    assertEquals("embedded", recipe(EmbeddingCache.inMemory()).backbone());
  }
}
