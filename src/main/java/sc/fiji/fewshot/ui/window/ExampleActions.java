package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.Action;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.SessionState;

/** What can be done with the chosen examples. */
final class ExampleActions {

  final Action delete;

  private final WindowContext context;

  ExampleActions(WindowContext context) {
    this.context = context;
    delete =
        new TextAction(
            "example.delete",
            Glyph.DELETE,
            KeyStroke.getKeyStroke(KeyEvent.VK_DELETE, 0),
            this::deleteMarks);
    context.selection().addListener(this::enable);
    enable();
  }

  void enable() {
    delete.setEnabled(!context.selection().marks().isEmpty());
  }

  private void deleteMarks() {
    List<Mark> chosen = context.selection().marks();
    context.model().change(state -> without(state, chosen));
  }

  private static SessionState without(SessionState state, List<Mark> marks) {
    SessionState rest = state;
    for (Mark mark : marks) {
      int index = rest.marks().indexOf(mark);
      rest = index < 0 ? rest : rest.withoutMark(index);
    }
    return rest;
  }

  /** Corrects the class of the chosen examples, which stay chosen. */
  void moveTo(String className) {
    List<Mark> chosen = context.selection().marks();
    boolean changed =
        context
            .model()
            .change(
                state -> {
                  SessionState next = state;
                  for (Mark mark : chosen) {
                    int index = next.marks().indexOf(mark);
                    if (index >= 0 && next.indexOf(className) >= 0) {
                      next = next.withMarkClass(index, className);
                    }
                  }
                  return next;
                });
    if (changed) {
      List<Mark> moved = new ArrayList<>();
      chosen.forEach(mark -> moved.add(mark.withClass(className)));
      context.selection().selectMarks(moved);
    }
  }

  /** A menu of the classes. */
  JMenu classMenu(JMenu menu) {
    menu.removeAll();
    for (LabelClass label : context.model().state().classes()) {
      JMenuItem item = new JMenuItem(label.name(), Glyph.swatch(new Color(label.rgb()), 1));
      item.addActionListener(e -> moveTo(label.name()));
      menu.add(item);
    }
    return menu;
  }
}
