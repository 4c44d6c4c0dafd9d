package sc.fiji.fewshot.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JSlider;
import javax.swing.JTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.window.OverlayMode;

/** What a user does with mouse and keys, and what he sees. */
class InteractiveWindowTest {

  @BeforeEach
  void needsScreen() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: there is no screen");
  }

  @Test
  void marksSeesCorrectsUndoesAndMoves() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      assertTrue(desk.message().contains("press 1"), desk.message());

      desk.drag(40, 40, 90, 90);
      desk.digit(1);
      desk.await("the first mark", () -> desk.model().state().marks().size() == 1);
      assertNull(desk.image.getRoi(), "the selection is free for the next one");
      assertTrue(desk.message().contains("press 2"), desk.message());

      desk.drag(150, 150, 200, 200);
      desk.digit(2);
      desk.await("a second class", () -> desk.model().state().classes().size() == 2);
      desk.drag(200, 40, 250, 90);
      desk.digit(1);
      desk.await("a third mark", () -> desk.model().state().marks().size() == 3);
      // By key into the chosen class, and by the button.
      desk.drag(40, 200, 90, 250);
      desk.keyOnImage(KeyEvent.VK_ENTER);
      desk.await("a fourth mark", () -> desk.model().state().marks().size() == 4);
      desk.with("classes", JTable.class, t -> t.setRowSelectionInterval(1, 1));
      desk.drag(250, 250, 300, 300);
      desk.click("class.addSelection");
      desk.await("a fifth mark", () -> desk.model().state().marks().size() == 5);
      assertEquals("[3, 2]", java.util.Arrays.toString(desk.model().state().counts()));

      desk.awaitPrediction(0);
      desk.await("the colours", () -> isColoured(desk.image));
      assertTrue(desk.message().contains("colours are wrong"), desk.message());

      // Correct one example in the list.
      SessionState before = desk.model().state();
      desk.with("examples", JList.class, l -> l.setSelectedIndex(0));
      desk.focus(desk.work.context().frame(), desk.find("examples", JList.class));
      desk.key(KeyEvent.VK_2);
      desk.await("the correction", () -> desk.model().state().counts()[1] == 3);
      desk.awaitPrediction(0);

      desk.keyOnImage(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
      desk.await("the undo", () -> desk.model().state().equals(before));
      desk.keyOnImage(KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT, KeyEvent.VK_Z);
      desk.await("the redo", () -> desk.model().state().counts()[1] == 3);

      // Another plane and time point.
      Desk.onEventThread(
          () -> {
            desk.image.setPosition(2, 3, 2);
            return null;
          });
      desk.awaitPrediction(5);
      desk.await("the colours there", () -> isColoured(desk.image));

      // The list jumps back.
      desk.with("examples", JList.class, l -> l.setSelectedIndex(1));
      desk.settle();
      assertEquals(1, desk.image.getZ());
      assertEquals(1, desk.image.getT());
      assertEquals(2, desk.image.getC());
      desk.focus(desk.work.context().frame(), desk.find("examples", JList.class));
      desk.key(KeyEvent.VK_DELETE);
      desk.await("one mark less", () -> desk.model().state().marks().size() == 4);
    }
  }

  @Test
  void choosesWhatTheColoursSay() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      markTwoClasses(desk);
      desk.awaitPrediction(0);
      desk.await("the colours", () -> isColoured(desk.image));
      int[] classes = pixels(desk.image);
      desk.with(
          "view.mode", JComboBox.class, b -> b.setSelectedIndex(OverlayMode.UNCERTAINTY.ordinal()));
      desk.await("other colours", () -> !java.util.Arrays.equals(classes, pixels(desk.image)));
      desk.with(
          "view.mode", JComboBox.class, b -> b.setSelectedIndex(OverlayMode.PROBABILITY.ordinal()));
      desk.with("view.class", JComboBox.class, b -> b.setSelectedIndex(1));
      desk.with(
          "view.mode", JComboBox.class, b -> b.setSelectedIndex(OverlayMode.CLASSES.ordinal()));
      desk.with("view.opacity", JSlider.class, b -> b.setValue(80));
      desk.settle();
      assertEquals(0.8, desk.work.context().view().view().opacity(), 0.03);
      desk.await("stronger colours", () -> !java.util.Arrays.equals(classes, pixels(desk.image)));
      desk.with("view.threshold", JSlider.class, b -> b.setValue(100));
      desk.await("no colours", () -> !isColoured(desk.image));
    }
  }

  @Test
  void addsRenamesMovesAndDeletesClassesByKey() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      desk.focus(desk.work.context().frame(), desk.find("classes", JTable.class));
      desk.key(KeyEvent.VK_INSERT);
      desk.await("a class", () -> desk.model().state().classes().size() == 1);
      desk.await("the editor", () -> desk.find("classes", JTable.class).isEditing());
      desk.key(KeyEvent.VK_9);
      desk.key(KeyEvent.VK_ENTER);
      desk.await("the name", () -> desk.model().state().classes().get(0).name().equals("9"));
      desk.click("class.add");
      desk.await("two classes", () -> desk.model().state().classes().size() == 2);
      desk.await("the editor", () -> desk.find("classes", JTable.class).isEditing());
      desk.key(KeyEvent.VK_B);
      desk.key(KeyEvent.VK_ENTER);
      desk.await("the name", () -> desk.model().state().classes().get(1).name().equals("b"));
      desk.with("classes", JTable.class, t -> t.setRowSelectionInterval(1, 1));
      desk.key(KeyEvent.VK_CONTROL, KeyEvent.VK_UP);
      desk.await("the order", () -> desk.model().state().classes().get(0).name().equals("b"));
      desk.focus(desk.work.context().frame(), desk.find("classes", JTable.class));
      desk.key(KeyEvent.VK_DELETE);
      desk.await("one class", () -> desk.model().state().classes().size() == 1);
      assertEquals("9", desk.model().state().classes().get(0).name());
    }
  }

  @Test
  void asksBeforeMarksAreDeleted() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      markTwoClasses(desk);
      desk.click("class.delete");
      desk.click("Cancel");
      assertEquals(2, desk.model().state().classes().size());
      desk.click("class.delete");
      desk.click("OK");
      desk.await("one class", () -> desk.model().state().classes().size() == 1);
      assertEquals(1, desk.model().state().marks().size());
    }
  }

  @Test
  void pointsAndLinesBecomePatches() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      Desk.onEventThread(
          () -> {
            desk.image.setRoi(new ij.gui.PointRoi(new float[] {100, 2}, new float[] {100, 310}));
            desk.work.context().marking().addToClass(0);
            return null;
          });
      desk.await("two boxes", () -> desk.model().state().marks().size() == 2);
      Mark corner = desk.model().state().marks().get(1);
      assertEquals(0, corner.example().region().bounds().x());
      assertEquals(320, corner.example().region().bounds().bottom());
      Desk.onEventThread(
          () -> {
            desk.image.setRoi(new ij.gui.Line(40, 40, 110, 110));
            desk.work.context().marking().addToClass(0);
            return null;
          });
      desk.await("boxes along the line", () -> desk.model().state().marks().size() == 4);
      assertNull(desk.image.getRoi());
      Desk.onEventThread(
          () -> {
            desk.image.setRoi(new ij.gui.OvalRoi(-200, -200, 100, 100));
            desk.work.context().marking().addToClass(0);
            return null;
          });
      assertTrue(desk.message().contains("beside the image"), desk.message());
    }
  }

  @Test
  void theEventThreadIsNeverBusyForLong() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence());
        EventThreadWatch watch = new EventThreadWatch()) {
      markTwoClasses(desk);
      desk.awaitPrediction(0);
      desk.await("the colours", () -> isColoured(desk.image));
      // Classes are loaded and code is compiled in the first round.
      for (int round = 0; round < 2; round++) {
        watch.reset();
        for (int i = 0; i < 10; i++) {
          int shift = 5 * i + round;
          Desk.onEventThread(
              () -> {
                desk.image.setRoi(20 + shift, 30, 40, 40);
                return null;
              });
          desk.digit(1 + i % 2);
        }
        for (int slice = 1; slice <= 3; slice++) {
          int z = slice;
          Desk.onEventThread(
              () -> {
                desk.image.setPosition(1, z, 2);
                return null;
              });
          desk.awaitPrediction(2 + slice);
        }
        int value = 70 + round;
        desk.with("view.opacity", JSlider.class, b -> b.setValue(value));
        desk.with("examples", JList.class, l -> l.setSelectedIndex(0));
      }
      System.out.printf(
          "longest event of ours: %.1f ms of processor time%n", watch.longestMillis());
      assertTrue(watch.longestMillis() <= 50, () -> watch.longestMillis() + watch.culprit());
    }
  }

  static void markTwoClasses(Desk desk) {
    Desk.onEventThread(
        () -> {
          desk.image.setRoi(60, 60, 50, 50);
          desk.work.context().marking().addToClass(0);
          return null;
        });
    desk.await("a mark", () -> desk.model().state().marks().size() == 1);
    Desk.onEventThread(
        () -> {
          desk.image.setRoi(180, 170, 50, 50);
          desk.work.context().marking().addToClass(1);
          return null;
        });
    desk.await("two marks", () -> desk.model().state().marks().size() == 2);
    assertNotEquals(
        desk.model().state().classes().get(0).rgb(), desk.model().state().classes().get(1).rgb());
  }

  /** Whether the overlay changes what is seen. */
  static boolean isColoured(ImagePlus image) {
    int[] with = pixels(image);
    ij.gui.Overlay overlay = image.getOverlay();
    ij.gui.Overlay marksOnly = new ij.gui.Overlay();
    for (ij.gui.Roi roi : overlay) {
      if (!roi.getName().endsWith("predictions")) {
        marksOnly.add(roi);
      }
    }
    int[] without = pixels(flat(image, marksOnly));
    return !java.util.Arrays.equals(with, without);
  }

  private static ImagePlus flat(ImagePlus image, ij.gui.Overlay overlay) {
    ij.gui.Overlay own = image.getOverlay();
    image.setOverlay(overlay);
    ImagePlus flat = image.flatten();
    image.setOverlay(own);
    flat.setOverlay(null);
    return flat;
  }

  private static int[] pixels(ImagePlus image) {
    return (int[]) image.flatten().getProcessor().convertToRGB().getPixels();
  }
}
