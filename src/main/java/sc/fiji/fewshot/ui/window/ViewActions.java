package sc.fiji.fewshot.ui.window;

import java.awt.event.KeyEvent;
import javax.swing.Action;
import javax.swing.KeyStroke;

/** Showing and hiding what lies over the image. */
final class ViewActions {

  final Action predictions;
  final Action marks;

  private final OverlayViewModel view;

  ViewActions(OverlayViewModel view) {
    this.view = view;
    predictions =
        new TextAction(
            "view.predictions",
            null,
            KeyStroke.getKeyStroke(KeyEvent.VK_F8, 0),
            () -> view.change(v -> v.withPredictions(!v.predictions())));
    marks =
        new TextAction(
            "view.marks",
            null,
            KeyStroke.getKeyStroke(KeyEvent.VK_F9, 0),
            () -> view.change(v -> v.withMarks(!v.marks())));
    view.addListener(this::select);
    select();
  }

  private void select() {
    predictions.putValue(Action.SELECTED_KEY, view.view().predictions());
    marks.putValue(Action.SELECTED_KEY, view.view().marks());
  }
}
