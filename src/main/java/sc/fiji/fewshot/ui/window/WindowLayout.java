package sc.fiji.fewshot.ui.window;

import java.awt.BorderLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.util.List;
import java.util.concurrent.Executor;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;
import sc.fiji.fewshot.ui.Messages;

/** Puts the panels, menus and keys of a window together. */
final class WindowLayout {

  private final EditActions edit;
  private final ClassActions classActions;
  private final ExampleActions exampleActions;
  private final ClassTable classes;
  private final ViewPanel viewing;
  private final ExamplePanel examples;
  private final OptionsPanel options;
  private final StatusPanel status;
  private final List<WindowPart> parts;

  WindowLayout(
      WindowContext context,
      StatusPanel.ImageWatch watch,
      List<WindowPart> parts,
      Action again,
      Executor background,
      Shortcuts shortcuts) {
    this.parts = parts;
    SessionModel model = context.model();
    edit = new EditActions(model);
    classes = new ClassTable(model, context.selection(), context.view());
    classActions = new ClassActions(context, classes);
    exampleActions = new ExampleActions(context);
    ViewActions viewActions = new ViewActions(context.view());
    viewing = new ViewPanel(model, context.view());
    examples = new ExamplePanel(context, exampleActions, background);
    options = new OptionsPanel(model, new BackboneBox(background));
    status = new StatusPanel(model, watch, again);
    Action help = new TextAction("help.keys", null, null, () -> KeyHelp.show(context.frame()));
    context
        .frame()
        .setJMenuBar(
            new WindowMenu(edit, classActions, exampleActions, viewActions, help, parts)
                .component());
    context.frame().setContentPane(content());
    for (Action action :
        List.of(
            edit.undo,
            edit.redo,
            classActions.up,
            classActions.down,
            viewActions.predictions,
            viewActions.marks)) {
      shortcuts.put(TextAction.key(action), action);
    }
    shortcuts.putOnImage(TextAction.key(classActions.addSelection), classActions.addSelection);
    parts.forEach(part -> part.keys().forEach(shortcuts::put));
    new Digits(context, examples, exampleActions).bind(shortcuts);
    stateChanged();
  }

  private JPanel content() {
    JTabbedPane tabs = new JTabbedPane();
    tabs.setName("tabs");
    tab(tabs, "examples", examples.component());
    tab(tabs, "options", options.component());
    for (WindowPart part : parts) {
      part.tab().ifPresent(component -> tabs.addTab(part.title(), null, component, part.tip()));
    }
    JPanel grid = new JPanel(new GridBagLayout());
    add(grid, new ClassPanel(classes, classActions).component(), 0.4, 0);
    add(grid, viewing.component(), 0, 1);
    add(grid, tabs, 0.6, 2);
    JPanel content = new JPanel(new BorderLayout(0, Em.of(0.5)));
    content.setBorder(Em.gap(0.6, 0.6, 0.6, 0.6));
    content.add(grid, BorderLayout.CENTER);
    content.add(status.component(), BorderLayout.PAGE_END);
    return content;
  }

  private static void tab(JTabbedPane tabs, String key, JComponent component) {
    tabs.addTab(Messages.text(key + ".title"), null, component, Messages.text(key + ".tab.tip"));
  }

  private static void add(JPanel grid, JComponent component, double weight, int row) {
    GridBagConstraints c = new GridBagConstraints();
    c.gridx = 0;
    c.gridy = row;
    c.weightx = 1;
    c.weighty = weight;
    c.fill = GridBagConstraints.BOTH;
    c.insets = Em.insets(row == 0 ? 0 : 0.5, 0, 0, 0);
    grid.add(component, c);
  }

  void stateChanged() {
    edit.enable();
    classes.refresh();
    classActions.enable();
    exampleActions.enable();
    viewing.refresh();
    examples.refresh();
    options.refresh();
    status.refresh();
  }

  void activityChanged() {
    status.refresh();
  }

  void pixelsChanged() {
    examples.forgetThumbnails();
    parts.forEach(WindowPart::pixelsChanged);
    status.refresh();
  }
}
