package sc.fiji.fewshot.batch.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.image.ImageFiles;

class InputListTest {

  @TempDir private Path folder;

  private Path root;
  private Path out;

  @BeforeEach
  void makeTree() throws IOException {
    root = folder.resolve("in");
    out = folder.resolve("out");
    for (String file :
        List.of(
            "b.tif",
            "a.png",
            "notes.txt",
            ".hidden.png",
            "day 1/ü ñ.jpg",
            "day 1/c.tif",
            "day 1/deep/c.tif",
            ".git/d.png",
            "scan/1.dcm",
            "scan/2.dcm")) {
      touch(root.resolve(file));
    }
  }

  private static void touch(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  private List<String> names(boolean recursive, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    return InputList.of(all, recursive, out).inputs().stream().map(Input::name).toList();
  }

  private String refusal(Object... words) {
    return assertThrows(FewShotException.class, () -> names(true, words)).getMessage();
  }

  @Test
  void aFolderIsReadOneLevelDeepUnlessRecursive() {
    assertEquals(List.of("a", "b", "scan"), names(false, root));
    assertEquals(
        List.of("a", "b", "day 1/c", "day 1/deep/c", "day 1/ü ñ", "scan"), names(true, root));
    assertEquals(List.of("scan"), names(false, root.resolve("scan")));
  }

  @Test
  void patternsAreRelativeToTheirFolder() {
    assertEquals(List.of("b"), names(false, root + "/*.tif"));
    assertEquals(List.of("b", "day 1/c", "day 1/deep/c"), names(false, root + "/**/*.tif"));
    assertEquals(List.of("c"), names(false, root + "/day 1/*.tif"));
    assertEquals(List.of("a", "b"), names(false, root + "/?.{png,tif}"));
    assertEquals(List.of("day 1/c"), names(false, root + "/day*/c.tif"));
    assertTrue(refusal(root + "/*.svs").contains("There are no images in"));
    assertTrue(refusal(folder + "/no/*.tif").contains("There is no folder"));
  }

  @Test
  void aNameThatLooksLikeAPatternIsAFileIfItIsThere() throws IOException {
    touch(root.resolve("x[1].tif"));
    assertEquals(List.of("x[1]"), names(false, root + "/x[1].tif"));
  }

  @Test
  void twoInputsThatWouldWriteTheSameAreRefused() throws IOException {
    touch(root.resolve("b.png"));
    assertTrue(refusal(root).contains("would both write 'b.csv'"));
    assertEquals(List.of("b"), names(false, root + "/*.tif"), "a way out");
    Path other = folder.resolve("other");
    touch(other.resolve("A.tif"));
    assertTrue(refusal(other, root + "/a.png").contains("two folders"), "whatever the case");
    assertEquals(List.of("A"), names(false, other, other.resolve("A.tif")), "the same one twice");
  }

  @Test
  void namesThatAJobNeedsAreRefused() throws IOException {
    touch(root.resolve("fewshot-summary.png"));
    assertTrue(refusal(root.resolve("fewshot-summary.png")).contains("rename the image"));
  }

  @Test
  void linksInCirclesEnd() throws IOException {
    Files.createSymbolicLink(root.resolve("day 1/again"), root);
    Files.createSymbolicLink(root.resolve("link.png"), root.resolve("a.png"));
    assertEquals(7, names(true, root).size());
  }

  @Test
  void resultsAreNoImages() throws IOException {
    out = root.resolve("results");
    touch(out.resolve("a-labels.tif"));
    Path earlier = root.resolve("day 1/earlier");
    touch(earlier.resolve(ImageOutputs.JOURNALS).resolve("1-of-1.jsonl"));
    touch(earlier.resolve("c-overlay.png"));
    assertEquals(6, names(true, root).size());
    out = root;
    touch(root.resolve("a-labels.tif"));
    touch(root.resolve("day 1/c-overlay.tif"));
    touch(root.resolve("alone-labels.tif"));
    touch(root.resolve(ImageOutputs.REPORT).resolve("a.png"));
    List<String> names = names(true, root);
    assertTrue(names.contains("alone-labels"), "it is of no image here");
    assertTrue(!names.contains("a-labels") && !names.contains("day 1/c-overlay"), names.toString());
    assertTrue(names.stream().noneMatch(name -> name.startsWith("fewshot-")), names.toString());
  }

  @Test
  void eachSeriesOfAFileHasResultsOfItsOwn() throws IOException {
    Path zarrs = folder.resolve("zarrs");
    try (InputStream stream = ImageFiles.class.getResourceAsStream("zarr/zarr2.zip");
        ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().matches("(several|u1-lz4)\\.zarr/.*")) {
          Path file = zarrs.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          Files.write(file, zip.readAllBytes());
        }
      }
    }
    InputList list = InputList.of(List.of(zarrs.toString()), false, out);
    assertEquals(
        List.of("several-series1", "several-series2", "u1-lz4"),
        list.inputs().stream().map(Input::name).toList());
    assertEquals(List.of(0, 1, 0), list.inputs().stream().map(Input::series).toList());
  }

  @Test
  void sharesAreBalancedByPixelsAndTogetherTheWhole() throws IOException {
    Path images = Files.createDirectory(folder.resolve("sizes"));
    int[] sides = {400, 10, 10, 200, 200, 200, 200, 10, 100, 10};
    for (int i = 0; i < sides.length; i++) {
      BufferedImage image = new BufferedImage(sides[i], sides[i], BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(
          image,
          i % 2 == 0 ? "png" : "tif",
          images.resolve(i + (i % 2 == 0 ? ".png" : ".tif")).toFile());
    }
    Files.writeString(images.resolve("bad.png"), "");
    InputList list = InputList.of(List.of(images.toString()), false, out);
    for (int n : new int[] {1, 2, 3, 4, 20}) {
      List<Input> together = new ArrayList<>();
      for (int i = 1; i <= n; i++) {
        List<Input> share = Shard.parse(i + "/" + n).of(list);
        assertEquals(share, Shard.parse(i + "/" + n).of(list));
        together.addAll(share);
      }
      assertEquals(list.inputs().size(), together.size());
      assertEquals(
          new TreeSet<>(names(false, images)),
          new TreeSet<>(together.stream().map(Input::name).toList()));
    }
    // 160000 pixels in one image, and as many in four.
    List<Input> first = new Shard(1, 2).of(list);
    assertTrue(first.size() <= 4 && first.get(0).name().equals("0"), first.toString());
  }

  @Test
  void wrongSharesAreRefused() {
    for (String word : List.of("0/3", "4/3", "1", "a/b", "1/0", "-1/2")) {
      assertThrows(FewShotException.class, () -> Shard.parse(word), word);
    }
  }
}
