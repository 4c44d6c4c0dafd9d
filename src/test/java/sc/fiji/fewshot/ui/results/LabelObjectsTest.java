package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;

class LabelObjectsTest {

  private static ImagePlus labels(int bits) {
    ImagePlus image = IJ.createHyperStack("labels", 12, 8, 1, 2, 2, bits);
    fill(image, 0, new Box(1, 1, 3, 2), 17);
    fill(image, 0, new Box(1, 3, 1, 2), 17);
    fill(image, 0, new Box(8, 0, 4, 8), 5);
    fill(image, 3, new Box(0, 0, 2, 2), 17);
    fill(image, 3, new Box(6, 6, 2, 2), 17);
    return image;
  }

  private static void fill(ImagePlus image, int slice, Box box, int label) {
    ImageProcessor pixels = image.getStack().getProcessor(slice + 1);
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        pixels.setf(x, y, label);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void eachLabelOfASliceIsAnObject(int bits) {
    List<Example> objects = LabelObjects.of(labels(bits));
    assertEquals(
        List.of("label 5", "label 17", "label 17"), objects.stream().map(Example::name).toList());
    assertEquals(List.of(0, 0, 3), objects.stream().map(Example::slice).toList());
    assertEquals(Region.rectangle(8, 0, 4, 8), objects.get(0).region());
    Region bent = objects.get(1).region();
    assertEquals(new Box(1, 1, 3, 4), bent.bounds());
    assertEquals(8, bent.area());
    assertTrue(bent.contains(1, 4));
    assertEquals(8, objects.get(2).region().area(), "both parts");
    assertEquals(Example.UNCLASSIFIED, objects.get(0).className());
  }

  @Test
  void largeLabelsAreRead() {
    ImagePlus image = IJ.createImage("labels", 4, 4, 1, 32);
    fill(image, 0, new Box(0, 0, 2, 2), 1_000_000);
    assertEquals("label 1000000", LabelObjects.of(image).get(0).name());
  }

  private static String refusal(ImagePlus image) {
    return assertThrows(FewShotException.class, () -> LabelObjects.of(image)).getMessage();
  }

  @Test
  void whatIsNoLabelImageIsRefused() {
    assertTrue(refusal(IJ.createImage("empty", 4, 4, 1, 16)).contains("holds no objects"));
    assertTrue(refusal(IJ.createImage("rgb", "RGB", 4, 4, 1)).contains("several channels"));
    assertTrue(refusal(IJ.createHyperStack("c", 4, 4, 2, 1, 1, 8)).contains("several channels"));
    ImagePlus image = IJ.createImage("half", 4, 4, 1, 32);
    for (float value : new float[] {0.5f, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      image.getProcessor().setf(0, 0, value);
      assertTrue(refusal(image).contains("it holds " + value), refusal(image));
    }
  }
}
