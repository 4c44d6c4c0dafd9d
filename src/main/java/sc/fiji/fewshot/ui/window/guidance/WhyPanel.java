package sc.fiji.fewshot.ui.window.guidance;

import java.util.Optional;
import javax.swing.Action;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import sc.fiji.fewshot.session.guidance.Explanation.Opinion;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Buttons;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.RampStrip;
import sc.fiji.fewshot.ui.window.TextAction;
import sc.fiji.fewshot.ui.window.Thumbnails;
import sc.fiji.fewshot.ui.window.WindowContext;

/** "Why here?": shows why the clicked place was classified as it was. */
final class WhyPanel {

  final Action why;
  final Action map;

  private final WindowContext context;
  private final Explainer explainer;
  private final Sentence verdict =
      new Sentence("guidance.verdict", Messages.text("guidance.why.title"));
  private final ProbabilityBars bars = new ProbabilityBars();
  private final Sentence nearestTitle =
      new Sentence("guidance.nearest.text", Messages.text("guidance.nearest.title"));
  private final NeighbourList nearest;
  private final JLabel legend = new JLabel(new RampStrip(), SwingConstants.LEADING);
  private final Column panel = new Column(0.4);

  WhyPanel(WindowContext context, Explainer explainer, Thumbnails thumbnails) {
    this.context = context;
    this.explainer = explainer;
    nearest = new NeighbourList(context, thumbnails);
    why = new TextAction("guidance.why", null, null, () -> explainer.setOn(!explainer.isOn()));
    map =
        new TextAction(
            "guidance.map", null, null, () -> explainer.setMapped(!explainer.isMapped()));
    JToggleButton asking = Buttons.named(new JToggleButton(why), why);
    asking.setMargin(Em.insets(0.15, 0.5, 0.15, 0.5));
    JComponent buttons = Column.row(asking, Buttons.named(new JCheckBox(map), map));
    legend.setToolTipText(Messages.text("guidance.map.legend"));
    legend.setText(Messages.text("guidance.map.legend"));
    legend.setHorizontalTextPosition(SwingConstants.TRAILING);
    nearestTitle.setText(Messages.text("guidance.nearest.title"));
    panel.with(buttons, verdict, bars.component(), nearestTitle, nearest.component(), legend);
    explainer.onChange(this::refresh);
    refresh();
  }

  Column component() {
    return panel;
  }

  /** Shows what the explainer has now. */
  void refresh() {
    why.putValue(Action.SELECTED_KEY, explainer.isOn());
    map.putValue(Action.SELECTED_KEY, explainer.isMapped());
    map.setEnabled(explainer.isOn());
    legend.setVisible(explainer.isMapped() && explainer.explained().isPresent());
    Optional<Opinion> opinion = explainer.explained().flatMap(e -> e.explanation().opinion());
    boolean known = opinion.isPresent();
    bars.component().setVisible(known);
    nearestTitle.setVisible(known);
    nearest.component().setVisible(known);
    // The previous answer stays until the next one is there: nothing flickers.
    if (explainer.status() != Explainer.Status.ASKING || !known) {
      verdict.say(text(opinion));
      opinion.ifPresent(this::show);
    }
    panel.revalidate();
    panel.repaint();
  }

  private void show(Opinion opinion) {
    bars.show(
        context.model().state(),
        explainer.explained().orElseThrow().classes(),
        opinion.probabilities());
    nearest.show(opinion.nearest());
  }

  private String text(Optional<Opinion> opinion) {
    return switch (explainer.status()) {
      case OFF -> Messages.text("guidance.why.off");
      case WAITING -> Messages.text("guidance.why.waiting");
      case ASKING -> Messages.text("guidance.why.asking");
      case NOT_ENCODED -> Messages.text("guidance.notEncoded");
      case EXPLAINED ->
          opinion.map(this::verdict).orElseGet(() -> Messages.text("guidance.why.nothingLearnt"));
    };
  }

  private String verdict(Opinion opinion) {
    String name = explainer.explained().orElseThrow().classes().get(opinion.label()).name();
    double probability = opinion.probabilities()[opinion.label()];
    String sentence =
        switch (opinion.verdict()) {
          case LIKELY -> Messages.text("guidance.why.likely", name, probability);
          case UNSURE -> Messages.text("guidance.why.unsure", name, probability);
          case UNKNOWN -> Messages.text("guidance.why.unknown", name);
        };
    return sentence + " " + Messages.text("guidance.why.novelty", opinion.novelty());
  }
}
