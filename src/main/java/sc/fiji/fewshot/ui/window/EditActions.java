package sc.fiji.fewshot.ui.window;

import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import javax.swing.Action;

/** Taking back, and making again. */
final class EditActions {

  final Action undo;
  final Action redo;

  private final SessionModel model;

  EditActions(SessionModel model) {
    this.model = model;
    undo =
        new TextAction("edit.undo", Glyph.UNDO, TextAction.menuKey(KeyEvent.VK_Z, 0), model::undo);
    redo =
        new TextAction(
            "edit.redo",
            Glyph.REDO,
            TextAction.menuKey(KeyEvent.VK_Z, InputEvent.SHIFT_DOWN_MASK),
            model::redo);
    enable();
  }

  void enable() {
    undo.setEnabled(model.session().canUndo());
    redo.setEnabled(model.session().canRedo());
  }
}
