package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Color;
import java.awt.GridLayout;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import javax.swing.Action;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.session.guidance.Suggestion;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Buttons;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.Glyph;
import sc.fiji.fewshot.ui.window.SessionModel;
import sc.fiji.fewshot.ui.window.TextAction;

/** "Label this next": goes to a place, says why, and gives it a class. */
final class SuggestionPanel {

  private static final int BUTTONS_A_ROW = 2;

  final Action next;
  final Action skip;

  private final SessionModel model;
  private final Suggester suggester;
  private final Sentence reason =
      new Sentence("guidance.reason", Messages.text("guidance.next.title"));
  private final JPanel classes =
      new JPanel(new GridLayout(0, BUTTONS_A_ROW, Em.of(0.3), Em.of(0.3)));
  private final Column panel = new Column(0.4);
  private List<LabelClass> offered = List.of();

  /**
   * @param raise brings the panel before the user's eyes
   */
  SuggestionPanel(SessionModel model, Suggester suggester, Runnable raise) {
    this.model = model;
    this.suggester = suggester;
    next =
        new TextAction(
            "guidance.next",
            null,
            KeyStroke.getKeyStroke(KeyEvent.VK_N, 0),
            () -> {
              raise.run();
              suggester.next();
            });
    skip =
        new TextAction(
            "guidance.skip",
            null,
            KeyStroke.getKeyStroke(KeyEvent.VK_N, InputEvent.SHIFT_DOWN_MASK),
            suggester::skip);
    panel.with(Column.row(Buttons.text(next), Buttons.text(skip)), reason, classes);
    suggester.onChange(this::refresh);
    refresh();
  }

  Column component() {
    return panel;
  }

  /** Shows what the models have now. */
  void refresh() {
    boolean shown = suggester.shown().isPresent();
    skip.setEnabled(shown);
    reason.say(reason());
    List<LabelClass> now = model.state().classes();
    if (!now.equals(offered)) {
      offered = now;
      offer();
    }
    classes.setVisible(shown && !offered.isEmpty());
    panel.revalidate();
    panel.repaint();
  }

  private String reason() {
    return switch (suggester.status()) {
      case WAITING -> Messages.text("guidance.next.waiting");
      case LOOKING -> Messages.text("guidance.next.looking");
      case MARKED -> Messages.text("guidance.next.marked");
      case NOTHING -> Messages.text("guidance.next.nothing");
      case NOT_ENCODED -> Messages.text("guidance.notEncoded");
      case SHOWN -> suggester.shown().map(this::why).orElse("") + " " + todo();
    };
  }

  private String why(Suggestion shown) {
    return switch (shown.reason()) {
      case UNCOVERED -> Messages.text("guidance.next.uncovered", shown.score());
      case UNSURE -> Messages.text("guidance.next.unsure");
    };
  }

  private String todo() {
    if (offered.isEmpty()) {
      return Messages.text("guidance.next.first");
    }
    return Messages.text(
        suggester.isSelectionOther() ? "guidance.next.button" : "guidance.next.key");
  }

  private void offer() {
    classes.removeAll();
    for (int i = 0; i < offered.size(); i++) {
      LabelClass label = offered.get(i);
      JButton button = new JButton((i + 1) + "  " + label.name());
      button.setIcon(Glyph.swatch(new Color(label.rgb()), 1));
      button.setHorizontalAlignment(SwingConstants.LEADING);
      button.setMargin(Em.insets(0.1, 0.3, 0.1, 0.3));
      button.setName("guidance.label." + (i + 1));
      String tip = Messages.text("guidance.label.tip", label.name());
      button.setToolTipText(tip);
      button.getAccessibleContext().setAccessibleName(tip);
      button.addActionListener(e -> suggester.label(label.name()));
      classes.add(button);
    }
  }
}
