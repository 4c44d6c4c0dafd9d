package sc.fiji.fewshot.ui.window.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JTabbedPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.Scenes;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.guidance.Suspect;
import sc.fiji.fewshot.ui.Desk;
import sc.fiji.fewshot.ui.EventThreadWatch;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.ImageOverlay;
import sc.fiji.fewshot.ui.window.Predictions;

/** What the tab tells, on a real screen, by mouse and keys. */
class GuidancePartTest {

  private static final int SIZE = 192;
  private static final int PATCH = 24;
  private static final double LONGEST_EVENT = 50;

  private Desk desk;

  @BeforeEach
  void open() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: there is no screen");
    desk = new Desk(Scenes.halves(SIZE, SIZE, 2));
    desk.model().change(s -> s.withClass("smooth").withClass("check"));
    desk.settle();
  }

  @AfterEach
  void close() {
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void goesToAPlaceThatIsNotMarkedAndOneKeyLabelsIt() {
    markBothHalves(2);
    desk.keyOnImage(KeyEvent.VK_N);
    desk.await("a place", () -> desk.image.getRoi() != null);
    assertTrue(isDrawn("suggestion"));
    Rectangle place = desk.image.getRoi().getBounds();
    for (Mark mark : state().marks()) {
      assertFalse(place.intersects(bounds(mark)));
    }
    assertTrue(text("guidance.reason").contains(Messages.text("guidance.next.key")));
    desk.digit(1);
    desk.await("the mark", () -> state().marks().size() == 5);
    assertEquals("smooth", state().marks().get(4).example().className());
    assertEquals(place, bounds(state().marks().get(4)));
    desk.await(
        "thanks", () -> text("guidance.reason").equals(Messages.text("guidance.next.marked")));
    assertFalse(isDrawn("suggestion"));
    assertNull(desk.image.getRoi());
  }

  @Test
  void keepsThePlaceWhenAClickLosesTheSelectionAndNeverHoldsTheEventThreadUp() {
    markBothHalves(2);
    desk.keyOnImage(KeyEvent.VK_N);
    desk.await("a place", () -> isDrawn("suggestion"));
    desk.digit(1);
    desk.await("the mark", () -> state().marks().size() == 5);
    desk.await("the place to go", () -> !isDrawn("suggestion"));
    try (EventThreadWatch watch = new EventThreadWatch()) {
      desk.keyOnImage(KeyEvent.VK_N);
      desk.await("another place", () -> isDrawn("suggestion") && desk.image.getRoi() != null);
      Rectangle second = drawn("suggestion").getBounds();
      Point free = placeWithoutMark(second);
      desk.clickImage(free.x, free.y);
      desk.await("no selection", () -> desk.image.getRoi() == null);
      desk.digit(2);
      desk.await("another mark", () -> state().marks().size() == 6);
      assertEquals("check", state().marks().get(5).example().className());
      assertEquals(second, bounds(state().marks().get(5)));
      desk.awaitPrediction(0);
      assertTrue(watch.longestMillis() < LONGEST_EVENT, watch.longestMillis() + watch.culprit());
    }
  }

  @Test
  void aSkippedPlaceIsNotProposedAgainAndTheUsersSelectionStays() {
    markBothHalves(2);
    desk.keyOnImage(KeyEvent.VK_N);
    desk.await("a place", () -> desk.image.getRoi() != null);
    Rectangle first = desk.image.getRoi().getBounds();
    desk.click("guidance.skip");
    desk.await(
        "another place",
        () -> desk.image.getRoi() != null && !desk.image.getRoi().getBounds().intersects(first));
    Rectangle second = desk.image.getRoi().getBounds();
    Rectangle own = new Rectangle(3, 4, 50, 60);
    Desk.onEventThread(
        () -> {
          desk.image.setRoi(new Roi(own));
          return null;
        });
    desk.keyOnImage(KeyEvent.VK_N);
    desk.await(
        "a third place",
        () -> isDrawn("suggestion") && !drawn("suggestion").getBounds().equals(second));
    assertEquals(own, desk.image.getRoi().getBounds());
    assertTrue(text("guidance.reason").contains(Messages.text("guidance.next.button")));
    Rectangle third = drawn("suggestion").getBounds();
    desk.click("guidance.label.2");
    desk.await("the mark", () -> state().marks().size() == 5);
    assertEquals("check", state().marks().get(4).example().className());
    assertEquals(third, bounds(state().marks().get(4)));
    assertEquals(own, desk.image.getRoi().getBounds());
  }

  @Test
  void aPlaceIsForgottenOnAnotherSlice() {
    markBothHalves(2);
    desk.keyOnImage(KeyEvent.VK_N);
    desk.await("a place", () -> desk.image.getRoi() != null);
    Desk.onEventThread(
        () -> {
          desk.image.setSlice(2);
          return null;
        });
    desk.await("nothing proposed", () -> desk.image.getRoi() == null && !isDrawn("suggestion"));
    assertEquals(Messages.text("guidance.next.waiting"), text("guidance.reason"));
  }

  @Test
  void aMislabelledExampleIsToldAndCorrected() {
    markBothHalves(4);
    mark(SIZE / 4, SIZE / 3, "check");
    showTab();
    desk.await("a suspect", () -> isFound("guidance.suspects"));
    JList<?> suspects = desk.find("guidance.suspects", JList.class);
    Suspect suspect = (Suspect) suspects.getModel().getElementAt(0);
    assertEquals(1, suspects.getModel().getSize());
    assertEquals("smooth", suspect.likely().name());
    assertEquals(state().marks().get(8), suspect.mark());
    desk.with("guidance.suspects", JList.class, list -> list.setSelectedIndex(0));
    assertEquals(List.of(suspect.mark()), desk.work.context().selection().marks());
    assertTrue(desk.find("guidance.change", AbstractButton.class).getText().contains("smooth"));
    desk.with("guidance.change", AbstractButton.class, AbstractButton::doClick);
    desk.await(
        "the correction", () -> state().marks().get(8).example().className().equals("smooth"));
    desk.await("no suspect", () -> !suspects.isShowing());
    desk.await("the judgement", () -> text("guidance.quality").startsWith("9 "));
  }

  @Test
  void aClickOnTheImageIsExplained() {
    markBothHalves(3);
    showTab();
    desk.click("guidance.why");
    desk.clickImage(SIZE / 8, SIZE / 2);
    desk.await("the left half", () -> text("guidance.verdict").contains("smooth"));
    desk.await("the outline", () -> isDrawn("place"));
    desk.with("guidance.map", AbstractButton.class, AbstractButton::doClick);
    desk.await("the map", () -> isDrawn("similarity") && !isDrawn(ImageOverlay.PREDICTIONS));
    desk.clickImage(SIZE * 7 / 8, SIZE / 2);
    desk.await("the right half", () -> text("guidance.verdict").contains("check"));
    desk.with("guidance.why", AbstractButton.class, AbstractButton::doClick);
    desk.await(
        "the predictions",
        () -> !isDrawn("place") && !isDrawn("similarity") && isDrawn(ImageOverlay.PREDICTIONS));
    desk.clickImage(SIZE / 8, SIZE / 2);
    assertEquals(Messages.text("guidance.why.off"), text("guidance.verdict"));
  }

  @Test
  void explainsWhatIsPredictedAndLeavesNothingBehind() {
    markBothHalves(3);
    ImageCanvas canvas = desk.image.getCanvas();
    int listeners = canvas.getMouseListeners().length;
    Explainer explainer =
        Desk.onEventThread(
            () -> {
              Explainer fresh = new Explainer(desk.work.context(), Runnable::run);
              fresh.setOn(true);
              return fresh;
            });
    desk.clickImage(SIZE * 3 / 4, SIZE / 4);
    desk.await("the explanation", () -> explainer.explained().isPresent());
    Explained explained = explainer.explained().orElseThrow();
    Predictions.Entry entry = desk.model().predictions().of(0).orElseThrow();
    int cell = explained.explanation().cell();
    int stride = explained.grid().stride();
    assertEquals(SIZE * 3 / 4 / stride, cell % explained.grid().columns(), 1);
    assertEquals(SIZE / 4 / stride, cell / explained.grid().columns(), 1);
    assertEquals(
        entry.prediction().scores().label(cell),
        explained.explanation().opinion().orElseThrow().label());
    assertEquals(1, explained.explanation().similarity()[cell], 1e-3);
    Desk.onEventThread(
        () -> {
          explainer.close();
          return null;
        });
    assertEquals(listeners, canvas.getMouseListeners().length);
  }

  private void markBothHalves(int each) {
    for (int i = 0; i < each; i++) {
      int y = PATCH + (SIZE - 2 * PATCH) * i / Math.max(1, each - 1);
      mark(SIZE / 8, y, "smooth");
      mark(SIZE * 5 / 8, y, "check");
    }
    desk.await(
        "what the marks teach",
        () ->
            desk.model().predictions().learnt().stream()
                .anyMatch(l -> !l.provisional() && l.marks().size() == 2 * each));
    desk.awaitPrediction(0);
  }

  private void mark(int x, int y, String name) {
    Desk.onEventThread(
        () -> {
          Roi roi = new Roi(x - PATCH / 2, y - PATCH / 2, PATCH, PATCH);
          assertTrue(desk.work.context().marking().mark(roi, name));
          return null;
        });
  }

  /** On an outline, a press that lasts would select that. */
  private Point placeWithoutMark(Rectangle suggested) {
    for (int x = PATCH / 2; x < SIZE; x += PATCH) {
      Rectangle around = new Rectangle(x - PATCH / 4, SIZE / 2, PATCH / 2, PATCH / 2);
      if (!around.intersects(suggested)
          && state().marks().stream().noneMatch(m -> around.intersects(bounds(m)))) {
        return new Point(x, SIZE / 2 + PATCH / 4);
      }
    }
    throw new AssertionError("marks everywhere");
  }

  private SessionState state() {
    return desk.model().state();
  }

  private static Rectangle bounds(Mark mark) {
    Box box = mark.example().region().bounds();
    return new Rectangle(box.x(), box.y(), box.width(), box.height());
  }

  private boolean isDrawn(String layer) {
    return drawn(layer) != null;
  }

  private Roi drawn(String layer) {
    if (desk.image.getOverlay() != null) {
      for (Roi roi : desk.image.getOverlay()) {
        if ((ImageOverlay.PREFIX + layer).equals(roi.getName())) {
          return roi;
        }
      }
    }
    return null;
  }

  private void showTab() {
    JComponent tab = desk.find("guidance", JComponent.class);
    desk.with("tabs", JTabbedPane.class, tabs -> tabs.setSelectedComponent(tab));
  }

  private boolean isFound(String name) {
    JComponent component = desk.find(name, JComponent.class);
    return component.isShowing();
  }

  private String text(String name) {
    return Desk.onEventThread(() -> desk.find(name, Sentence.class).getText());
  }
}
