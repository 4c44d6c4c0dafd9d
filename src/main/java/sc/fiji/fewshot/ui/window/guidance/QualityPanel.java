package sc.fiji.fewshot.ui.window.guidance;

import java.awt.BorderLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.guidance.Need;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.Glyph;
import sc.fiji.fewshot.ui.window.SessionModel;
import sc.fiji.fewshot.ui.window.Thumbnails;
import sc.fiji.fewshot.ui.window.WindowContext;

/** How good the marks are: how many are recognised, which look wrong, where more are needed. */
final class QualityPanel {

  /** The most urgent ones: nobody heeds a long list. */
  private static final int MOST_NEEDS = 3;

  private final SessionModel model;
  private final Executor background;
  private final Question question;
  private final Sentence headline =
      new Sentence("guidance.quality", Messages.text("guidance.quality.title"));
  private final Sentence legend =
      new Sentence("guidance.legend", Messages.text("guidance.confusion.title"));
  private final ConfusionTable confusion = new ConfusionTable();
  private final Sentence suspicion =
      new Sentence("guidance.suspicion", Messages.text("guidance.suspects.title"));
  private final SuspectList suspects;
  private final Column needs = new Column(0.2);
  private final Column panel = new Column(0.5);

  /**
   * @param background where to judge
   */
  QualityPanel(WindowContext context, Thumbnails thumbnails, Executor background) {
    model = context.model();
    this.background = background;
    question = new Question(model);
    suspects = new SuspectList(context, thumbnails);
    needs.setName("guidance.needs");
    panel.with(headline, legend, confusion.component(), suspicion, suspects.component(), needs);
    show(Judgement.of(model.state(), Optional.empty()));
  }

  Column component() {
    return panel;
  }

  /** Judges the marks of now. */
  void refresh() {
    SessionState state = model.state();
    Optional<Learnt> learnt = model.predictions().learnt();
    question.ask(
        CompletableFuture.supplyAsync(() -> Optional.of(Judgement.of(state, learnt)), background),
        answer -> answer.ifPresent(this::show));
  }

  /** Waits for no judgement any more. */
  void close() {
    question.drop();
  }

  private void show(Judgement judgement) {
    boolean known = !judgement.headline().isEmpty();
    headline.say(known ? judgement.headline() : Messages.text("guidance.quality.empty"));
    // Leaving marks out of the head alone would flatter a network that has learnt from them.
    boolean tabled = known && !judgement.refined();
    legend.say(tabled ? Messages.text("guidance.confusion.legend") : "");
    confusion.component().setVisible(tabled);
    if (tabled) {
      confusion.show(
          judgement.state(), judgement.quality().classes(), judgement.quality().leftOut());
    }
    int doubtful = judgement.quality().suspects().size();
    suspicion.say(doubtful == 0 ? "" : Messages.text("guidance.suspicion", doubtful));
    suspects.show(judgement.quality().suspects());
    showNeeds(judgement.state(), judgement.quality().needs());
    panel.revalidate();
    panel.repaint();
  }

  private void showNeeds(SessionState state, List<Need> all) {
    needs.removeAll();
    for (Need need : all.subList(0, Math.min(MOST_NEEDS, all.size()))) {
      String name = need.label().name();
      JLabel swatch = new JLabel(Glyph.swatch(Colours.of(state, name), 1));
      swatch.setVerticalAlignment(SwingConstants.TOP);
      Sentence text = new Sentence("guidance.need", Messages.text("guidance.needs.title"));
      text.say(Judgement.sentence(need));
      JPanel row = new JPanel(new BorderLayout(Em.of(0.5), 0));
      row.add(swatch, BorderLayout.LINE_START);
      row.add(text, BorderLayout.CENTER);
      needs.add(row);
    }
    needs.setVisible(!all.isEmpty());
  }
}
