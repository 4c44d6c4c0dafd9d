package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.Action;
import javax.swing.JColorChooser;
import javax.swing.JOptionPane;
import javax.swing.KeyStroke;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** What can be done with classes. */
final class ClassActions {

  final Action add;
  final Action addSelection;
  final Action rename;
  final Action recolour;
  final Action delete;
  final Action up;
  final Action down;

  private final WindowContext context;
  private final ClassTable table;

  ClassActions(WindowContext context, ClassTable table) {
    this.context = context;
    this.table = table;
    add = new TextAction("class.add", Glyph.ADD, null, this::addClass);
    addSelection =
        new TextAction(
            "class.addSelection",
            Glyph.ADD_SELECTION,
            KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0),
            context.marking()::addToSelectedClass);
    rename = new TextAction("class.rename", Glyph.RENAME, null, this::renameClass);
    recolour = new TextAction("class.recolour", Glyph.COLOUR, null, this::recolourClass);
    delete = new TextAction("class.delete", Glyph.DELETE, null, this::deleteClass);
    up =
        new TextAction(
            "class.up", Glyph.UP, TextAction.menuKey(KeyEvent.VK_UP, 0), () -> moveClass(-1));
    down =
        new TextAction(
            "class.down", Glyph.DOWN, TextAction.menuKey(KeyEvent.VK_DOWN, 0), () -> moveClass(1));
    context.selection().addListener(this::enable);
    table.bind(add, rename, recolour, delete);
    enable();
  }

  /** All but the one that adds a selection, in the order of the buttons. */
  List<Action> ofClasses() {
    return List.of(add, rename, recolour, delete, up, down);
  }

  void enable() {
    SessionState state = context.model().state();
    int index = context.selection().classIndex(state);
    for (Action action : List.of(rename, recolour, delete)) {
      action.setEnabled(index >= 0);
    }
    up.setEnabled(index > 0);
    down.setEnabled(index >= 0 && index < state.classes().size() - 1);
  }

  private void addClass() {
    String name = Marking.newName(context.model().state());
    if (context.model().change(s -> s.withClass(name))) {
      table.rename(name);
    }
  }

  private int index() {
    return context.selection().classIndex(context.model().state());
  }

  private void renameClass() {
    context.selection().className().ifPresent(table::rename);
  }

  private void recolourClass() {
    if (index() < 0) {
      return;
    }
    LabelClass label = context.model().state().classes().get(index());
    Color chosen =
        JColorChooser.showDialog(
            context.frame(),
            Messages.text("class.recolour.title", label.name()),
            new Color(label.rgb()));
    if (chosen != null) {
      context
          .model()
          .change(
              s ->
                  s.indexOf(label.name()) < 0
                      ? s
                      : s.withClassColour(s.indexOf(label.name()), chosen.getRGB()));
    }
  }

  private void deleteClass() {
    SessionState state = context.model().state();
    int index = index();
    if (index < 0) {
      return;
    }
    String name = state.classes().get(index).name();
    int marks = state.counts()[index];
    if (marks == 0 || isSure(name, marks)) {
      context.model().change(s -> s.indexOf(name) < 0 ? s : s.withoutClass(s.indexOf(name)));
    }
  }

  private boolean isSure(String name, int marks) {
    int answer =
        JOptionPane.showConfirmDialog(
            context.frame(),
            Messages.text("class.delete.question", name, marks),
            Messages.text("class.delete.title"),
            JOptionPane.OK_CANCEL_OPTION);
    return answer == JOptionPane.OK_OPTION;
  }

  private void moveClass(int by) {
    int from = index();
    int to = from + by;
    if (from >= 0 && to >= 0 && to < context.model().state().classes().size()) {
      context.model().change(s -> s.withClassMoved(from, to));
    }
  }
}
