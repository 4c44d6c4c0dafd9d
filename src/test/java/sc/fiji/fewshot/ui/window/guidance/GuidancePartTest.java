package sc.fiji.fewshot.ui.window.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javax.swing.AbstractButton;
import javax.swing.JList;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.Scenes;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.guidance.Suspect;
import sc.fiji.fewshot.ui.InteractiveWindow;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.ImageOverlay;
import sc.fiji.fewshot.ui.window.Predictions;
import sc.fiji.fewshot.ui.window.WorkWindow;

/** The tab in a real window on a real screen. */
class GuidancePartTest {

  private static final int SIZE = 192;
  private static final int PATCH = 24;
  private static final long PATIENCE = 60_000;

  private ImagePlus image;
  private WorkWindow work;
  private Robot robot;

  @BeforeAll
  static void needsAScreen() {
    Assumptions.assumeFalse(
        GraphicsEnvironment.isHeadless(), "windows need a screen: run this under xvfb-run");
    new ImageJ(ImageJ.NO_SHOW);
  }

  @BeforeEach
  void open() throws Exception {
    robot = new Robot();
    robot.setAutoDelay(30);
    image = Scenes.halves(SIZE, SIZE, 2);
    onEdt(
        () -> {
          IJ.setTool("rectangle");
          image.show();
          image.getWindow().setLocation(20, 40);
          return null;
        });
    work =
        InteractiveWindow.open(image, SessionState.empty().withClass("smooth").withClass("check"));
    await(() -> work.context().frame().isShowing());
  }

  @AfterEach
  void close() throws Exception {
    if (work != null) {
      onEdt(
          () -> {
            work.close();
            image.changes = false;
            image.close();
            return null;
          });
    }
  }

  @Test
  void goesToAPlaceThatIsNotMarkedAndOneKeyLabelsIt() throws Exception {
    markBothHalves(2);
    press(KeyEvent.VK_N);
    await(() -> image.getRoi() != null);
    assertTrue(isDrawn("suggestion"));
    Rectangle place = image.getRoi().getBounds();
    for (Mark mark : state().marks()) {
      Box box = mark.example().region().bounds();
      assertFalse(place.intersects(box.x(), box.y(), box.width(), box.height()));
    }
    assertTrue(text("guidance.reason").contains(Messages.text("guidance.next.key")));
    press(KeyEvent.VK_1);
    await(() -> state().marks().size() == 5);
    Mark added = state().marks().get(4);
    Box box = added.example().region().bounds();
    assertEquals("smooth", added.example().className());
    assertEquals(place, new Rectangle(box.x(), box.y(), box.width(), box.height()));
    await(() -> text("guidance.reason").equals(Messages.text("guidance.next.marked")));
    assertFalse(isDrawn("suggestion"));
    assertEquals(null, image.getRoi());
    // A click on the image takes the selection away, not the proposal.
    press(KeyEvent.VK_N);
    await(() -> isDrawn("suggestion"));
    Rectangle second = drawn("suggestion").getBounds();
    onEdt(
        () -> {
          image.deleteRoi();
          return null;
        });
    press(KeyEvent.VK_2);
    await(() -> state().marks().size() == 6);
    box = state().marks().get(5).example().region().bounds();
    assertEquals("check", state().marks().get(5).example().className());
    assertEquals(second, new Rectangle(box.x(), box.y(), box.width(), box.height()));
  }

  @Test
  void aSkippedPlaceIsNotProposedAgainAndTheUsersSelectionStays() throws Exception {
    markBothHalves(2);
    press(KeyEvent.VK_N);
    await(() -> image.getRoi() != null);
    Rectangle first = image.getRoi().getBounds();
    click("guidance.skip");
    await(() -> image.getRoi() != null && !image.getRoi().getBounds().intersects(first));
    Rectangle second = image.getRoi().getBounds();
    onEdt(
        () -> {
          image.setRoi(new Roi(3, 4, 50, 60));
          return null;
        });
    press(KeyEvent.VK_N);
    await(() -> isDrawn("suggestion") && !drawn("suggestion").getBounds().equals(second));
    assertEquals(new Rectangle(3, 4, 50, 60), image.getRoi().getBounds());
    assertTrue(text("guidance.reason").contains(Messages.text("guidance.next.button")));
    Rectangle third = drawn("suggestion").getBounds();
    click("guidance.label.2");
    await(() -> state().marks().size() == 5);
    Box box = state().marks().get(4).example().region().bounds();
    assertEquals("check", state().marks().get(4).example().className());
    assertEquals(third, new Rectangle(box.x(), box.y(), box.width(), box.height()));
    assertEquals(new Rectangle(3, 4, 50, 60), image.getRoi().getBounds());
  }

  @Test
  void aPlaceIsForgottenOnAnotherSlice() throws Exception {
    markBothHalves(2);
    press(KeyEvent.VK_N);
    await(() -> image.getRoi() != null);
    onEdt(
        () -> {
          image.setSlice(2);
          return null;
        });
    await(() -> image.getRoi() == null && !isDrawn("suggestion"));
    assertEquals(Messages.text("guidance.next.waiting"), text("guidance.reason"));
  }

  @Test
  void aMislabelledExampleIsToldAndCorrected() throws Exception {
    markBothHalves(4);
    mark(SIZE / 4, SIZE / 3, "check");
    showTab();
    JList<?> suspects = (JList<?>) find("guidance.suspects");
    await(() -> suspects.isShowing() && suspects.getModel().getSize() == 1);
    Suspect suspect = (Suspect) suspects.getModel().getElementAt(0);
    assertEquals("smooth", suspect.likely().name());
    assertEquals(state().marks().get(8), suspect.mark());
    onEdt(
        () -> {
          suspects.setSelectedIndex(0);
          return null;
        });
    assertEquals(List.of(suspect.mark()), work.context().selection().marks());
    AbstractButton change = (AbstractButton) find("guidance.change");
    assertTrue(change.getText().contains("smooth"));
    click("guidance.change");
    await(() -> state().marks().get(8).example().className().equals("smooth"));
    await(() -> !suspects.isShowing());
    await(() -> text("guidance.quality").contains("9"));
  }

  @Test
  void aClickOnTheImageIsExplained() throws Exception {
    markBothHalves(3);
    showTab();
    click("guidance.why");
    clickImage(SIZE / 8, SIZE / 2);
    await(() -> text("guidance.verdict").contains("smooth"));
    await(() -> isDrawn("place"));
    click("guidance.map");
    await(() -> isDrawn("similarity") && !isDrawn(ImageOverlay.PREDICTIONS));
    clickImage(SIZE * 7 / 8, SIZE / 2);
    await(() -> text("guidance.verdict").contains("check"));
    click("guidance.why");
    await(() -> !isDrawn("place") && !isDrawn("similarity") && isDrawn(ImageOverlay.PREDICTIONS));
    clickImage(SIZE / 8, SIZE / 2);
    assertEquals(Messages.text("guidance.why.off"), text("guidance.verdict"));
  }

  @Test
  void explainsWhatIsPredicted() throws Exception {
    markBothHalves(3);
    Explainer explainer = onEdt(() -> new Explainer(work.context(), Runnable::run));
    ImageCanvas canvas = image.getCanvas();
    int listeners = canvas.getMouseListeners().length;
    onEdt(
        () -> {
          explainer.setOn(true);
          return null;
        });
    clickImage(SIZE * 3 / 4, SIZE / 4);
    await(() -> explainer.explained().isPresent());
    Explained explained = explainer.explained().orElseThrow();
    Predictions.Entry entry = work.context().model().predictions().of(0).orElseThrow();
    int cell = explained.explanation().cell();
    int stride = explained.grid().stride();
    assertEquals(SIZE * 3 / 4 / stride, cell % explained.grid().columns(), 1);
    assertEquals(SIZE / 4 / stride, cell / explained.grid().columns(), 1);
    assertEquals(
        entry.prediction().scores().label(cell),
        explained.explanation().opinion().orElseThrow().label());
    assertEquals(1, explained.explanation().similarity()[cell], 1e-3);
    onEdt(
        () -> {
          explainer.close();
          return null;
        });
    assertEquals(listeners, canvas.getMouseListeners().length);
  }

  private void markBothHalves(int each) throws Exception {
    for (int i = 0; i < each; i++) {
      int y = PATCH + (SIZE - 2 * PATCH) * i / Math.max(1, each - 1);
      mark(SIZE / 8, y, "smooth");
      mark(SIZE * 5 / 8, y, "check");
    }
    await(
        () ->
            work.context().model().predictions().of(0).filter(e -> !e.stale()).isPresent()
                && work.context().model().predictions().learnt().stream()
                    .anyMatch(l -> !l.provisional() && l.marks().size() == 2 * each));
  }

  private void mark(int x, int y, String name) throws Exception {
    onEdt(
        () -> {
          Roi roi = new Roi(x - PATCH / 2, y - PATCH / 2, PATCH, PATCH);
          assertTrue(work.context().marking().mark(roi, name));
          return null;
        });
  }

  private SessionState state() {
    return work.context().model().state();
  }

  private boolean isDrawn(String layer) {
    return drawn(layer) != null;
  }

  private Roi drawn(String layer) {
    if (image.getOverlay() != null) {
      for (Roi roi : image.getOverlay()) {
        if ((ImageOverlay.PREFIX + layer).equals(roi.getName())) {
          return roi;
        }
      }
    }
    return null;
  }

  private void showTab() throws Exception {
    onEdt(
        () -> {
          Component tab = find("guidance");
          ((JTabbedPane) SwingUtilities.getAncestorOfClass(JTabbedPane.class, tab))
              .setSelectedComponent(tab);
          return null;
        });
  }

  private String text(String name) {
    return ((Sentence) find(name)).getText();
  }

  private void click(String name) throws Exception {
    onEdt(
        () -> {
          ((AbstractButton) find(name)).doClick();
          return null;
        });
  }

  private Component find(String name) {
    Component found = find(work.context().frame().getContentPane(), name);
    assertNotNull(found, name);
    return found;
  }

  private static Component find(Container in, String name) {
    for (Component c : in.getComponents()) {
      if (name.equals(c.getName())) {
        return c;
      }
      Component found = c instanceof Container inner ? find(inner, name) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void clickImage(int x, int y) throws Exception {
    Point at =
        onEdt(
            () -> {
              ImageCanvas canvas = image.getCanvas();
              Point corner = canvas.getLocationOnScreen();
              return new Point(corner.x + canvas.screenX(x), corner.y + canvas.screenY(y));
            });
    robot.mouseMove(at.x, at.y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    robot.waitForIdle();
  }

  private void press(int key) throws Exception {
    onEdt(
        () -> {
          image.getWindow().toFront();
          image.getCanvas().requestFocus();
          return null;
        });
    await(() -> image.getCanvas().isFocusOwner());
    robot.keyPress(key);
    robot.keyRelease(key);
    robot.waitForIdle();
  }

  private static void await(BooleanSupplier done) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE;
    while (!onEdt(done::getAsBoolean)) {
      assertTrue(System.currentTimeMillis() < end, "nothing happened");
      Thread.sleep(50);
    }
  }

  private static <T> T onEdt(Callable<T> job) throws Exception {
    FutureTask<T> task = new FutureTask<>(job);
    SwingUtilities.invokeAndWait(task);
    return task.get();
  }
}
