package sc.fiji.fewshot.session.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.predict.Scenes;

class ImageReferenceTest {

  private static ImageReference reference(ImagePlus image) {
    return ImageReference.of(new ImagePlusSource(image), Optional.of(Path.of("/data/x.tif")));
  }

  @Test
  void tellsWhatTheImageIs() {
    ImageReference reference = reference(Scenes.halves(100, 80, 3));
    assertEquals("/data/x.tif", reference.path().orElseThrow());
    assertEquals("halves", reference.title());
    assertEquals(100, reference.width());
    assertEquals(80, reference.height());
    assertEquals(new StackShape(3, 1), reference.shape());
    assertEquals(3, reference.channels());
    assertEquals(8, reference.bitDepth());
    assertEquals(64, reference.pixels().length());
  }

  @Test
  void aCopyShowsTheSameWhereverItIs() {
    ImageReference here = reference(Scenes.halves(100, 80, 3));
    ImagePlus copy = Scenes.halves(100, 80, 3);
    copy.setTitle("copy");
    ImageReference there = ImageReference.of(new ImagePlusSource(copy), Optional.empty());
    assertTrue(here.showsTheSameAs(there));
    assertDoesNotThrow(() -> here.check(there));
    assertEquals(here.contentKey(), there.contentKey());
    assertNotEquals(here.placeKey(), there.placeKey());
  }

  @Test
  void otherPixelsAreNoticed() {
    ImageReference before = reference(Scenes.halves(100, 80, 3));
    ImagePlus image = Scenes.halves(100, 80, 3);
    // On the last slice, in the corner that is looked at.
    image.getStack().getProcessor(3).set(99, 79, 0x123456);
    ImageReference after = reference(image);
    assertTrue(before.isShapedLike(after));
    assertFalse(before.showsTheSameAs(after));
    String message = assertThrows(FewShotException.class, () -> before.check(after)).getMessage();
    assertEquals(
        "The session is about /data/x.tif, and halves has other pixels; open the image that was"
            + " marked.",
        message);
  }

  @Test
  void anotherSizeIsNoticedFirst() {
    ImageReference marked = reference(Scenes.halves(100, 80, 3));
    ImageReference other = reference(Scenes.halves(80, 100, 1));
    assertFalse(marked.isShapedLike(other));
    String message = assertThrows(FewShotException.class, () -> marked.check(other)).getMessage();
    assertEquals(
        "The session is about /data/x.tif (100 x 80, 3 Z, 1 T), but halves is 80 x 100, 1 Z, 1 T;"
            + " open the image that was marked.",
        message);
  }

  @Test
  void imagesOfAFewPixelsAndWithNaNsHaveOneToo() {
    float[] pixels = {1, Float.NaN, 3};
    ImageStack stack = new ImageStack(3, 1);
    stack.addSlice(new FloatProcessor(3, 1, pixels));
    ImageReference small = reference(new ImagePlus("small", stack));
    assertEquals(32, small.bitDepth());
    pixels[1] = Float.intBitsToFloat(0x7fc00001);
    assertTrue(small.showsTheSameAs(reference(new ImagePlus("small", stack))));
    pixels[1] = 2;
    assertFalse(small.showsTheSameAs(reference(new ImagePlus("small", stack))));
  }
}
