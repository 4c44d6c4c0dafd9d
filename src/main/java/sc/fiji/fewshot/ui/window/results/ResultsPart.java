package sc.fiji.fewshot.ui.window.results;

import java.util.List;
import java.util.Optional;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JMenu;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.Menus;
import sc.fiji.fewshot.ui.window.TextAction;
import sc.fiji.fewshot.ui.window.WindowContext;
import sc.fiji.fewshot.ui.window.WindowPart;

/** Images, tables and ROIs of what was marked and classified. */
public final class ResultsPart implements WindowPart {

  private final WholeStack whole;
  private final List<Action> ofStack;
  private final List<Action> ofManager;
  private final List<Action> ofObjects;

  /**
   * @param context of the window
   * @param asking asks for what has to be known
   */
  public ResultsPart(WindowContext context, Asking asking) {
    Errands errands = new Errands(context.model());
    whole = new WholeStack(context.model(), errands);
    StackResults stack = new StackResults(context, asking, whole);
    ManagerExamples examples = new ManagerExamples(context, errands);
    RegionResults regions = new RegionResults(context, asking, errands);
    ofStack =
        List.of(
            action("results.overlay", stack::overlay),
            action("results.labelMap", stack::labelMap),
            action("results.probabilities", stack::probabilities),
            action("results.table", stack::table),
            action("results.areaTable", stack::areas));
    ofManager =
        List.of(
            action("results.sendExamples", examples::send),
            action("results.sendAreas", stack::sendAreas),
            action("results.fetchExamples", examples::fetch));
    ofObjects =
        List.of(
            action("results.classifyManager", regions::classifyManager),
            action("results.classifyLabels", regions::classifyLabels));
  }

  private static Action action(String key, Runnable body) {
    return new TextAction(key, null, null, body);
  }

  @Override
  public String title() {
    return Messages.text("results.title");
  }

  @Override
  public String tip() {
    return Messages.text("results.tab.tip");
  }

  @Override
  public void pixelsChanged() {
    whole.pixelsChanged();
  }

  @Override
  public Optional<JComponent> tab() {
    return Optional.of(new ResultsPanel(ofStack, ofManager, ofObjects).component());
  }

  @Override
  public List<JMenu> menus() {
    return List.of(Menus.of("menu.results", List.of(ofStack, ofManager, ofObjects)));
  }
}
