package sc.fiji.fewshot.ui.window.guidance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.swing.Action;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JComponent;
import javax.swing.JMenu;
import javax.swing.KeyStroke;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.ModelListener;
import sc.fiji.fewshot.ui.window.SessionModel;
import sc.fiji.fewshot.ui.window.TextAction;
import sc.fiji.fewshot.ui.window.Thumbnails;
import sc.fiji.fewshot.ui.window.WindowContext;
import sc.fiji.fewshot.ui.window.WindowPart;

/**
 * The tab "Guidance": where to mark next, how good the marks are, and why a place is what it is.
 */
public final class GuidancePart implements WindowPart {

  private final SessionModel model;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(GuidancePart::thread);
  private final GuidanceTab tab = new GuidanceTab(this::judge);
  private final Thumbnails thumbnails;
  private final Suggester suggester;
  private final SuggestionPanel suggestions;
  private final QualityPanel quality;
  private final Explainer explainer;
  private final WhyPanel why;
  private Session session;
  private Optional<Learnt> learnt;

  /**
   * @param context of the window
   */
  public GuidancePart(WindowContext context) {
    model = context.model();
    session = model.session();
    learnt = model.predictions().learnt();
    thumbnails = new Thumbnails(context.image(), background, tab::repaint);
    suggester = new Suggester(context);
    suggestions = new SuggestionPanel(model, suggester, tab::raise);
    quality = new QualityPanel(context, thumbnails, background);
    explainer = new Explainer(context, background);
    why = new WhyPanel(context, explainer, thumbnails);
    tab.section(Messages.text("guidance.next.title"), suggestions.component());
    tab.section(Messages.text("guidance.why.title"), why.component());
    tab.section(Messages.text("guidance.quality.title"), quality.component());
    model.addListener(new Changes());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "few-shot guidance");
    thread.setDaemon(true);
    return thread;
  }

  /** Nobody sees how good the marks are while another tab is open. */
  private void judge() {
    if (tab.isShowing()) {
      quality.refresh();
    }
  }

  @Override
  public String title() {
    return Messages.text("guidance.title");
  }

  @Override
  public Optional<JComponent> tab() {
    return Optional.of(tab.component());
  }

  @Override
  public List<JMenu> menus() {
    JMenu menu = new JMenu(new TextAction("menu.guidance", null, null, () -> {}));
    menu.setName("menu.guidance");
    menu.add(suggestions.next);
    menu.add(suggestions.skip);
    menu.addSeparator();
    menu.add(new JCheckBoxMenuItem(why.why));
    menu.add(new JCheckBoxMenuItem(why.map));
    return List.of(menu);
  }

  @Override
  public Map<KeyStroke, Action> keys() {
    return Map.of(key(suggestions.next), suggestions.next, key(suggestions.skip), suggestions.skip);
  }

  private static KeyStroke key(Action action) {
    return (KeyStroke) action.getValue(Action.ACCELERATOR_KEY);
  }

  @Override
  public void moved(int slice) {
    suggester.moved();
    explainer.forget();
  }

  @Override
  public void pixelsChanged() {
    thumbnails.forget();
    suggester.moved();
    explainer.forget();
  }

  @Override
  public void closed() {
    suggester.close();
    quality.close();
    explainer.close();
    background.shutdownNow();
  }

  private final class Changes implements ModelListener {

    @Override
    public void stateChanged() {
      suggester.stateChanged();
      suggestions.refresh();
      if (session != model.session()) {
        session = model.session();
        explainer.forget();
      }
      why.refresh();
      judge();
    }

    @Override
    public void predictionsChanged(int slice) {
      Optional<Learnt> now = model.predictions().learnt();
      boolean came = explainer.status() == Explainer.Status.NOT_ENCODED;
      if (came || !now.equals(learnt)) {
        learnt = now;
        explainer.refresh();
        judge();
      }
    }
  }
}
