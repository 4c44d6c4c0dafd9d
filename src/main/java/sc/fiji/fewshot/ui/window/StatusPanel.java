package sc.fiji.fewshot.ui.window;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Font;
import javax.swing.Action;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JSeparator;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import sc.fiji.fewshot.session.Activity;
import sc.fiji.fewshot.ui.Messages;

/** What to do next or what went wrong, and how far the background work is. */
final class StatusPanel {

  private static final int STEPS = 1000;
  private static final int LINES = 3;

  private final SessionModel model;
  private final ImageWatch watch;
  private final JTextArea sentence = new JTextArea();
  private final JLabel doing = new JLabel(" ");
  private final JProgressBar progress = new JProgressBar(0, STEPS);
  private final JButton stop = new JButton();
  private final JButton again;
  private final JPanel panel = new JPanel(new BorderLayout(0, Em.of(0.4)));

  /** What is known of the image now. */
  interface ImageWatch {

    /** Number of the slice on show. */
    int slice();

    /** Whether its pixels have changed since they were encoded. */
    boolean isEdited();
  }

  /**
   * @param again encodes an edited image again
   */
  StatusPanel(SessionModel model, ImageWatch watch, Action again) {
    this.model = model;
    this.watch = watch;
    this.again = Buttons.text(again);
    sentence.setName("message");
    sentence.getAccessibleContext().setAccessibleName(Messages.text("message.title"));
    sentence.setEditable(false);
    sentence.setFocusable(false);
    sentence.setOpaque(false);
    sentence.setLineWrap(true);
    sentence.setWrapStyleWord(true);
    sentence.setRows(LINES);
    sentence.setMargin(Em.insets(0, 0, 0, 0));
    sentence.setBorder(null);
    sentence.setFont(UIManager.getFont("Label.font"));
    sentence.setToolTipText(Messages.text("message.tip"));
    Form.describe(progress, "progress", Messages.text("progress.name"));
    doing.setLabelFor(progress);
    doing.setToolTipText(progress.getToolTipText());
    doing.setName("activity");
    stop.addActionListener(e -> stop());
    stop.setName("stop");
    stop.setMargin(Em.insets(0.1, 0.5, 0.1, 0.5));
    JPanel words = new JPanel(new BorderLayout(0, Em.of(0.3)));
    words.add(sentence, BorderLayout.CENTER);
    words.add(this.again, BorderLayout.PAGE_END);
    JPanel bar = new JPanel(new BorderLayout(Em.of(0.5), Em.of(0.1)));
    bar.add(doing, BorderLayout.PAGE_START);
    bar.add(progress, BorderLayout.CENTER);
    bar.add(stop, BorderLayout.LINE_END);
    // What scrolls above ends at a line, not at these words.
    panel.add(new JSeparator(), BorderLayout.PAGE_START);
    panel.add(words, BorderLayout.CENTER);
    panel.add(bar, BorderLayout.PAGE_END);
    refresh();
  }

  JPanel component() {
    return panel;
  }

  /** Shows what the model has now. */
  void refresh() {
    boolean wrong = !model.message().isEmpty();
    again.setVisible(watch.isEdited());
    if (wrong) {
      say(model.message(), true);
    } else if (watch.isEdited()) {
      say(Messages.text("hint.edited"), true);
    } else {
      say(Hints.next(model, watch.slice()), false);
    }
    model.errand().ifPresentOrElse(this::showErrand, this::showActivity);
  }

  /** What the user waits for comes before what is done by itself. */
  private void showErrand(Errand errand) {
    doing.setText(errand.isCancelled() ? Messages.text("errand.cancelling") : errand.words());
    progress.setValue((int) Math.round(errand.fraction() * STEPS));
    offer("errand.cancel");
    stop.setEnabled(!errand.isCancelled());
    stop.setVisible(true);
  }

  private void showActivity() {
    Activity activity = model.activity();
    doing.setText(Hints.activity(model));
    boolean idle = activity.kind() == Activity.Kind.IDLE;
    progress.setValue(idle ? 0 : (int) Math.round(activity.fraction() * STEPS));
    stop.setEnabled(true);
    offer(model.isPaused() ? "continue" : "stop");
    boolean others = activity.kind() == Activity.Kind.ENCODING && activity.total() > 1;
    stop.setVisible(model.isPaused() || others);
  }

  private void offer(String key) {
    Caption caption = Caption.of(key + ".name");
    stop.setText(caption.text());
    stop.setMnemonic(caption.mnemonic());
    stop.setToolTipText(Messages.text(key + ".tip"));
    stop.getAccessibleContext().setAccessibleName(caption.text());
  }

  private void stop() {
    model.errand().ifPresentOrElse(Errand::cancel, () -> model.pause(!model.isPaused()));
  }

  private void say(String text, boolean strong) {
    if (!text.equals(sentence.getText())) {
      sentence.setText(text);
    }
    Font plain = UIManager.getFont("Label.font");
    sentence.setFont(strong ? plain.deriveFont(Font.BOLD) : plain);
    Color ink = UIManager.getColor("Label.foreground");
    sentence.setForeground(ink);
  }
}
