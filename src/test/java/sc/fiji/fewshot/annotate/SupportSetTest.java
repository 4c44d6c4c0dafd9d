package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;

class SupportSetTest {

  private static final ImageSource IMAGE =
      new ImagePlusSource(IJ.createImage("i.tif", "8-bit black", 100, 80, 3));

  private static Example example(String className, int x, int y, int side, int slice) {
    return new Example(Region.rectangle(x, y, side, side), slice, className, className + "#1");
  }

  private static String refusal(Runnable check) {
    return assertThrows(FewShotException.class, check::run).getMessage();
  }

  @Test
  void classesAreSortedAndKeepTheirKnownColours() {
    SupportSet set =
        SupportSet.of(
            List.of(example("b", 0, 0, 9, 0), example("a", 0, 0, 9, 0), example("b", 9, 9, 9, 1)),
            Map.of("b", 0x123456));
    assertEquals(
        List.of(new LabelClass("a", ClassPalette.colour(0)), new LabelClass("b", 0x123456)),
        set.classes());
    assertEquals(1, set.label("b"));
  }

  @Test
  void noneAndOneClassAreNotEnough() {
    String none = refusal(SupportSet.of(List.of(), Map.of())::checkClasses);
    assertEquals("There are no marked regions; mark at least one for each of two classes.", none);
    String one = refusal(SupportSet.of(List.of(example("a", 0, 0, 9, 0)), Map.of())::checkClasses);
    assertTrue(one.contains("all of one class") || one.contains("of one class ('a')"), one);
  }

  @Test
  void moreClassesThanALabelMapHoldsAreRefused() {
    manyClasses(255).checkClasses();
    String many = refusal(manyClasses(256)::checkClasses);
    assertEquals(
        "There are 256 classes, but a label map holds at most 255; join some or leave some out.",
        many);
  }

  private static SupportSet manyClasses(int count) {
    List<Example> examples =
        IntStream.range(0, count).mapToObj(c -> example("c" + c, 0, 0, 9, 0)).toList();
    return SupportSet.of(examples, Map.of());
  }

  @Test
  void regionsOutsideAreNamedWithTheirPlace() {
    String outside = refusal(() -> SupportSet.check(example("a", 95, 10, 9, 0), IMAGE));
    assertTrue(outside.contains("'a#1' (x 95 to 103, y 10 to 18) reaches outside"), outside);
    assertTrue(outside.contains("i.tif (100 x 80)"), outside);
    String slice = refusal(() -> SupportSet.check(example("a", 0, 0, 9, 3), IMAGE));
    assertTrue(slice.contains("is on slice 4, but i.tif has 3"), slice);
  }

  @Test
  void aSlipOfTheMouseIsNoExample() {
    String few = refusal(() -> SupportSet.check(example("a", 0, 0, 2, 0), IMAGE));
    assertTrue(few.contains("has only 4 pixel(s); draw it larger or remove it"), few);
    SupportSet.check(example("a", 0, 0, 3, 0), IMAGE);
  }
}
