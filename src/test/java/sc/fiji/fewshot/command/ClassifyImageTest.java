package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.fewshot.command.CommandScene.ok;
import static sc.fiji.fewshot.command.CommandScene.refused;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Classify Image or Stack as SciJava runs it, without a window, against the command line. */
@ExtendWith(SharedScene.class)
class ClassifyImageTest {

  @TempDir private Path folder;

  private final CommandScene scene;

  ClassifyImageTest(CommandScene scene) {
    this.scene = scene;
  }

  @Test
  void anOpenImageIsColouredInPlaceOfEarlierColours() {
    ImagePlus image = IJ.openImage(scene.crop.toString());
    Roi drawn = new Roi(1, 2, 3, 4);
    drawn.setName("by the user");
    image.setOverlay(new Overlay(drawn));
    for (int i = 0; i < 2; i++) {
      ok(
          scene.run(
              ClassifyImage.class, "image", image, "classifier", scene.classifier, "stride", 40));
      assertEquals(1 + 2, image.getOverlay().size(), "one drawn, one a slice");
    }
    assertEquals("by the user", image.getOverlay().get(0).getName());
    assertEquals(2, image.getOverlay().get(2).getPosition());
    assertNotNull(image.getStack().getPixels(2));
    assertFalse(image.isLocked());
  }

  @Test
  void regionsNeedNoClassAndAreOutlined() {
    ImagePlus image = IJ.openImage(scene.sample.toString());
    Path table = folder.resolve("blood-smear.csv");
    ok(
        scene.run(
            ClassifyImage.class,
            "image",
            image,
            "classifier",
            scene.classifier,
            "mode",
            "regions",
            "regions",
            CommandScene.ROIS,
            "output",
            folder));
    assertTrue(Files.exists(table));
    assertEquals(20, image.getOverlay().size());
  }

  @Test
  void anImageInUseIsLeftAlone() {
    ImagePlus image = IJ.openImage(scene.crop.toString());
    assertTrue(image.lock());
    refused(
        scene.run(ClassifyImage.class, "classifier", scene.classifier, "image", image),
        "Another command works");
    assertTrue(image.isLocked());
  }

  private FewShotCommand classify(String name, Object value) {
    return scene.run(
        ClassifyImage.class,
        "classifier",
        scene.classifier,
        "file",
        scene.crop,
        "output",
        folder,
        name,
        value);
  }

  @Test
  void whatIsWrongIsSaidInASentence() {
    refused(scene.run(ClassifyImage.class, "file", scene.crop, "output", folder), "(classifier)");
    refused(
        scene.run(ClassifyImage.class, "classifier", scene.classifier, "output", folder),
        "no image");
    refused(
        scene.run(ClassifyImage.class, "classifier", scene.classifier, "file", scene.crop),
        "(output)");
    refused(classify("stride", 1000), "from 1 to the patch size");
    refused(classify("mode", "magic"), "The mode must be");
  }
}
