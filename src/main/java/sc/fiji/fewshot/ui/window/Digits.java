package sc.fiji.fewshot.ui.window;

import java.awt.event.KeyEvent;
import java.util.function.IntConsumer;
import javax.swing.KeyStroke;
import sc.fiji.fewshot.session.SessionState;

/** The keys 1 to 9, which stand for the classes. */
final class Digits implements IntConsumer {

  private static final int LAST = 9;

  private final WindowContext context;
  private final ExamplePanel examples;
  private final ExampleActions actions;

  Digits(WindowContext context, ExamplePanel examples, ExampleActions actions) {
    this.context = context;
    this.examples = examples;
    this.actions = actions;
  }

  void bind(Shortcuts shortcuts) {
    for (int digit = 1; digit <= LAST; digit++) {
      int index = digit - 1;
      TextAction action = new TextAction("class.digit", null, null, () -> accept(index));
      shortcuts.put(KeyStroke.getKeyStroke(KeyEvent.VK_0 + digit, 0), action);
      shortcuts.put(KeyStroke.getKeyStroke(KeyEvent.VK_NUMPAD0 + digit, 0), action);
    }
  }

  /** Corrects chosen examples while the list has the keys; otherwise marks. */
  @Override
  public void accept(int index) {
    SessionState state = context.model().state();
    boolean corrects =
        examples.hasFocus()
            && !context.selection().marks().isEmpty()
            && index < state.classes().size();
    if (corrects) {
      actions.moveTo(state.classes().get(index).name());
    } else {
      context.marking().addToClass(index);
    }
  }
}
