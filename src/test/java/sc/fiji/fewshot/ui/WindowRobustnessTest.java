package sc.fiji.fewshot.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.awt.GraphicsEnvironment;
import javax.swing.AbstractButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.session.Activity;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.window.WorkWindow;

/** What must not break the window, whatever is done to the image meanwhile. */
class WindowRobustnessTest {

  @BeforeEach
  void needsScreen() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: there is no screen");
  }

  @Test
  void theImageIsClosedWhileItIsEncoded() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      desk.await("encoding", () -> desk.model().activity().kind() == Activity.Kind.ENCODING);
      Desk.onEventThread(
          () -> {
            desk.image.changes = false;
            desk.image.close();
            return null;
          });
      desk.await("the end", () -> !desk.work.context().frame().isVisible());
      assertTrue(desk.model().session().awaitEnd(20_000));
    }
  }

  @Test
  void slicesAreRemovedWithMarksOnThem() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      InteractiveWindowTest.markTwoClasses(desk);
      Desk.onEventThread(
          () -> {
            desk.image.setPosition(1, 3, 2);
            return null;
          });
      desk.settle();
      Desk.onEventThread(
          () -> {
            desk.image.setRoi(100, 100, 50, 50);
            desk.work.context().marking().addToClass(0);
            return null;
          });
      desk.await("three marks", () -> desk.model().state().marks().size() == 3);
      Desk.onEventThread(
          () -> {
            ij.ImageStack stack = desk.image.getStack();
            for (int n = 0; n < 6; n++) {
              stack.deleteLastSlice();
            }
            desk.image.setStack(stack, 2, 3, 1);
            desk.image.updateAndDraw();
            return null;
          });
      desk.await("the news", () -> desk.model().image().slices() == 3);
      desk.await("two marks", () -> desk.model().state().marks().size() == 2);
      assertTrue(desk.message().contains("one example no longer fits"), desk.message());
      desk.awaitPrediction(Desk.onEventThread(() -> desk.work.context().shownSlice()));
    }
  }

  @Test
  void pixelsAreEdited() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      InteractiveWindowTest.markTwoClasses(desk);
      desk.awaitPrediction(0);
      assertFalse(Desk.onEventThread(() -> desk.find("again", AbstractButton.class).isVisible()));
      ImageProcessor pixels = desk.image.getProcessor();
      int before = pixels.get(5, 5);
      Desk.onEventThread(
          () -> {
            pixels.set(5, 5, before + 1000);
            desk.image.updateAndDraw();
            return null;
          });
      desk.await("the offer", () -> desk.find("again", AbstractButton.class).isVisible());
      assertTrue(desk.message().contains("changed"), desk.message());
      // Undone by the user.
      Desk.onEventThread(
          () -> {
            pixels.set(5, 5, before);
            desk.image.updateAndDraw();
            return null;
          });
      desk.await("no offer", () -> !desk.find("again", AbstractButton.class).isVisible());
      Desk.onEventThread(
          () -> {
            pixels.invert();
            desk.image.updateAndDraw();
            return null;
          });
      desk.await("the offer", () -> desk.find("again", AbstractButton.class).isVisible());
      desk.click("again");
      desk.await("no offer", () -> !desk.find("again", AbstractButton.class).isVisible());
      desk.awaitPrediction(0);
      assertEquals(2, desk.model().state().marks().size());
    }
  }

  @Test
  void anImageHasOneWindowAndAnotherImageItsOwn() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence());
        Desk other = new Desk(Desk.fluorescence().crop("1-2"))) {
      WorkWindow again = InteractiveWindow.open(desk.image);
      assertSame(desk.work, again);
      assertNotSame(desk.work, other.work);
      InteractiveWindowTest.markTwoClasses(desk);
      assertEquals(0, other.model().state().marks().size());
      InteractiveWindowTest.markTwoClasses(other);
      desk.awaitPrediction(0);
      other.awaitPrediction(0);
    }
  }

  @Test
  void aClassIsDeletedWhileItIsLearnt() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      for (int round = 0; round < 5; round++) {
        InteractiveWindowTest.markTwoClasses(desk);
        desk.model().change(s -> s.withoutClass(1));
        desk.model().change(s -> s.withoutClass(0));
        desk.await("nothing", () -> desk.model().state().classes().isEmpty());
      }
      InteractiveWindowTest.markTwoClasses(desk);
      desk.awaitPrediction(0);
      desk.model().change(s -> s.withoutClass(1));
      desk.await("no prediction", () -> desk.model().predictions().of(0).isEmpty());
      desk.await("no colours", () -> !InteractiveWindowTest.isColoured(desk.image));
      assertNull(desk.problem());
    }
  }

  @Test
  void theUsersOwnOverlayStays() throws Exception {
    ImagePlus image = Desk.fluorescence();
    Roi own = new OvalRoi(10, 10, 20, 20);
    own.setName("mine");
    image.setOverlay(new Overlay(own));
    try (Desk desk = new Desk(image)) {
      InteractiveWindowTest.markTwoClasses(desk);
      desk.awaitPrediction(0);
      Overlay with = image.getOverlay();
      assertTrue(with.size() > 1);
      assertSame(own, with.get(with.size() - 1), "above ours");
      // Somebody replaces the overlay: ours comes back.
      Desk.onEventThread(
          () -> {
            image.setOverlay(new Overlay(own));
            image.updateAndDraw();
            return null;
          });
      desk.await("ours", () -> image.getOverlay().size() > 1);
      Desk.onEventThread(
          () -> {
            desk.work.close();
            return null;
          });
      assertEquals(1, image.getOverlay().size());
      assertSame(own, image.getOverlay().get(0));
    }
  }

  @Test
  void aSingleSliceWithNotANumberIsClassifiedOrExplained() throws Exception {
    FloatProcessor pixels = Desk.fluorescence().getProcessor().convertToFloatProcessor();
    for (int i = 0; i < 500; i++) {
      pixels.setf(i * 7, Float.NaN);
    }
    try (Desk desk = new Desk(new ImagePlus("not a number", pixels))) {
      InteractiveWindowTest.markTwoClasses(desk);
      desk.await(
          "a prediction or a sentence",
          () -> desk.model().predictions().of(0).isPresent() || !desk.model().message().isEmpty());
      System.out.println("not a number: " + desk.model().message());
    }
  }

  @Test
  void aSingleSliceIsClassified() throws Exception {
    ImageProcessor pixels = Desk.fluorescence().getProcessor().convertToByte(true);
    try (Desk desk = new Desk(new ImagePlus("one", pixels))) {
      InteractiveWindowTest.markTwoClasses(desk);
      desk.awaitPrediction(0);
      desk.await("the colours", () -> InteractiveWindowTest.isColoured(desk.image));
      assertFalse(Desk.onEventThread(() -> desk.find("stop", AbstractButton.class).isVisible()));
    }
  }

  @Test
  void tooLittleMemoryIsExplainedAndTheMarksAreKept() throws Exception {
    ImagePlus image = Desk.fluorescence();
    Desk.onEventThread(
        () -> {
          image.show();
          return null;
        });
    WorkWindow work =
        Desk.onEventThread(
            () ->
                new WorkWindow(
                    image,
                    SessionState.empty(),
                    (name, device) -> {
                      throw new OutOfMemoryError("for the test");
                    },
                    () -> {}));
    try {
      Desk.onEventThread(
          () -> {
            image.setRoi(60, 60, 50, 50);
            work.context().marking().addToClass(0);
            return null;
          });
      long end = System.currentTimeMillis() + 10_000;
      while (!Desk.onEventThread(() -> work.context().model().message().contains("memory"))) {
        assertTrue(System.currentTimeMillis() < end, work.context().model().message());
        Thread.sleep(20);
      }
      assertEquals(1, work.context().model().state().marks().size());
    } finally {
      Desk.onEventThread(
          () -> {
            work.close();
            image.changes = false;
            image.close();
            return null;
          });
    }
  }

  @Test
  void nothingButNotANumberIsExplained() throws Exception {
    FloatProcessor pixels = new FloatProcessor(200, 200);
    pixels.set(Float.NaN);
    try (Desk desk = new Desk(new ImagePlus("nothing", pixels))) {
      desk.await("a sentence", () -> !desk.model().message().isEmpty());
      System.out.println("nothing but not a number: " + desk.model().message());
      assertEquals(0, desk.model().state().marks().size());
    }
  }

  @Test
  void aChangeThatIsNotPossibleIsASentence() throws Exception {
    try (Desk desk = new Desk(Desk.fluorescence())) {
      InteractiveWindowTest.markTwoClasses(desk);
      String taken = desk.model().state().classes().get(0).name();
      Desk.onEventThread(() -> desk.model().change(s -> s.withClassName(1, taken)));
      assertTrue(desk.message().contains(taken), desk.message());
      Desk.onEventThread(() -> desk.model().change(s -> s.withOptions(o -> o.withPatch(3))));
      assertTrue(desk.message().contains("from 8"), desk.message());
      // What is possible takes the sentence away.
      desk.model().change(s -> s.withClass("third"));
      desk.await("no sentence", () -> desk.model().message().isEmpty());
    }
  }
}
