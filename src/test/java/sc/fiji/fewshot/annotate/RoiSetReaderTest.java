package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;

class RoiSetReaderTest {

  private static final ImageSource SOURCE =
      new ImagePlusSource(IJ.createHyperStack("any", 20, 20, 1, 5, 3, 8));

  @TempDir private Path folder;

  private static Roi named(Roi roi, String name) {
    roi.setName(name);
    return roi;
  }

  @Test
  void aSetIsReadInItsOrder() throws IOException {
    Path file = folder.resolve("set.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : List.of("b#1", "a#1", "b#2")) {
        zip.putNextEntry(new ZipEntry(name + ".roi"));
        Roi roi = named(new OvalRoi(1, 2, 12, 14), name);
        roi.setPosition(0, 2, 3);
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    List<Example> examples = RoiSetReader.read(file, SOURCE);
    assertEquals(List.of("b#1", "a#1", "b#2"), examples.stream().map(Example::name).toList());
    assertEquals(1 + 2 * 5, examples.get(2).slice());
  }

  @Test
  void brokenSetsAreRefusedInOneSentence() throws IOException {
    Path none = folder.resolve("none.zip");
    assertThrows(FewShotException.class, () -> RoiSetReader.read(none, SOURCE));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(none))) {
      zip.putNextEntry(new ZipEntry("notes.txt"));
    }
    assertTrue(refusal(none).contains("holds no regions; save them with ROI Manager"));
    Path garbage = Files.writeString(folder.resolve("garbage.roi"), "not a region");
    assertTrue(refusal(garbage).contains("is damaged or no ROI set"), refusal(garbage));
    byte[] whole = RoiEncoder.saveAsByteArray(named(new OvalRoi(1, 2, 12, 14), "a#1"));
    Path cut = Files.write(folder.resolve("cut.roi"), Arrays.copyOf(whole, 40));
    assertTrue(refusal(cut).contains("is damaged or no ROI set"), refusal(cut));
  }

  private static String refusal(Path file) {
    return assertThrows(FewShotException.class, () -> RoiSetReader.read(file, SOURCE)).getMessage();
  }
}
