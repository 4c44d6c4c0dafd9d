package sc.fiji.fewshot.pretrain.episodic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.learn.Episode;

class DrawingsTest {

  @TempDir Path folder;

  @Test
  void foldersAtAnyDepthAreClassesAndDarkIsInk() throws IOException {
    draw(folder.resolve("Greek/character02/a.png"), 3);
    draw(folder.resolve("Greek/character01/b.png"), 0);
    draw(folder.resolve("Latin/c/d.png"), 1);
    ClassImages images = Drawings.read(List.of(folder), 2);
    String base = folder.getFileName() + "/";
    assertEquals(
        List.of(base + "Greek/character01", base + "Greek/character02", base + "Latin/c"),
        images.classes().stream().map(name -> name.replace('\\', '/')).toList());
    assertArrayEquals(new int[] {0, 1, 2}, images.labels());
    assertArrayEquals(new byte[] {(byte) 255, 0, 0, 0}, images.ink().get(0));
    assertArrayEquals(new byte[] {0, 0, 0, (byte) 255}, images.ink().get(1));
  }

  @Test
  void quarterTurnsAreClassesOfTheirOwn() throws IOException {
    draw(folder.resolve("a/1.png"), 0);
    draw(folder.resolve("b/1.png"), 3);
    ClassImages turned = Drawings.read(List.of(folder), 2).withRotatedClasses();
    assertEquals(8, turned.classes().size());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, turned.labels());
    int[] corners = {0, 1, 3, 2};
    for (int quarter = 0; quarter < 4; quarter++) {
      assertEquals((byte) 255, turned.ink().get(quarter)[corners[quarter]]);
    }
  }

  @Test
  void oneClassIsRefused() throws IOException {
    draw(folder.resolve("only/1.png"), 0);
    FewShotException problem =
        assertThrows(FewShotException.class, () -> Drawings.read(List.of(folder), 2));
    assertTrue(problem.getMessage().contains("fewer than two classes"), problem.getMessage());
  }

  @Test
  void officialRunsPairDrawingsByTheirTable() throws IOException {
    draw(folder.resolve("run01/test/item01.png"), 0);
    draw(folder.resolve("run01/test/item02.png"), 1);
    draw(folder.resolve("run01/training/class01.png"), 2);
    draw(folder.resolve("run01/training/class02.png"), 3);
    Files.writeString(
        folder.resolve("run01/class_labels.txt"),
        "run01/test/item01.png run01/training/class02.png\n"
            + "run01/test/item02.png run01/training/class01.png\n");
    OneShotRuns runs = OneShotRuns.read(folder, 2);
    Episode episode = runs.episodes().get(0);
    assertEquals(2, episode.ways());
    int firstExample = episode.support()[0];
    assertEquals((byte) 255, runs.images().ink().get(firstExample)[3], "class02 goes with item01");
    assertEquals((byte) 255, runs.images().ink().get(episode.query()[0])[0]);
    assertThrows(FewShotException.class, () -> OneShotRuns.read(folder.resolve("run01"), 2));
  }

  /** Two by two, black in one place. */
  private static void draw(Path file, int black) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_BINARY);
    for (int k = 0; k < 4; k++) {
      image.setRGB(k % 2, k / 2, k == black ? 0xff000000 : 0xffffffff);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
