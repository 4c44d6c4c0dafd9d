package sc.fiji.fewshot.ui.window;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.FlowLayout;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.concurrent.Executor;
import javax.swing.Action;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JMenu;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.ui.Messages;

/** The marked examples: choosing one shows it on the image. */
final class ExamplePanel {

  private static final String LIST = "list";
  private static final String EMPTY = "empty";

  private final WindowContext context;
  private final ExampleActions actions;
  private final DefaultListModel<Mark> rows = new DefaultListModel<>();
  private final JList<Mark> list = new JList<>(rows);
  private final JPanel cards = new JPanel(new CardLayout());
  private final JPanel panel = new JPanel(new BorderLayout(0, Em.of(0.3)));
  private final Thumbnails thumbnails;
  private boolean following;

  ExamplePanel(WindowContext context, ExampleActions actions, Executor background) {
    this.context = context;
    this.actions = actions;
    thumbnails = new Thumbnails(context.image(), background, list::repaint);
    list.setName("examples");
    list.getAccessibleContext().setAccessibleName(Messages.text("examples.title"));
    list.setToolTipText(Messages.text("examples.tip"));
    list.setCellRenderer(new ExampleRenderer(context, thumbnails));
    list.setFixedCellHeight(Em.of(2.9));
    list.addListSelectionListener(e -> choose(e.getValueIsAdjusting()));
    list.addMouseListener(new Popup());
    String delete = (String) actions.delete.getValue(Action.ACTION_COMMAND_KEY);
    list.getInputMap().put(TextAction.key(actions.delete), delete);
    list.getActionMap().put(delete, actions.delete);
    JLabel empty = new JLabel(Messages.text("examples.empty"), SwingConstants.CENTER);
    empty.setEnabled(false);
    cards.add(new JScrollPane(list), LIST);
    cards.add(empty, EMPTY);
    panel.setBorder(Em.gap(0.4, 0.4, 0.4, 0.4));
    panel.add(cards, BorderLayout.CENTER);
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 0, 0));
    buttons.add(Buttons.icon(actions.delete));
    panel.add(buttons, BorderLayout.PAGE_END);
    context.selection().addListener(this::follow);
    refresh();
  }

  JPanel component() {
    return panel;
  }

  /** Whether keys go to the list. */
  boolean hasFocus() {
    return list.isFocusOwner();
  }

  /** The pixels of the image are others now. */
  void forgetThumbnails() {
    thumbnails.forget();
    list.repaint();
  }

  /** Shows what the model has now. */
  void refresh() {
    following = true;
    List<Mark> marks = context.model().state().marks();
    int same = 0;
    while (same < Math.min(marks.size(), rows.size()) && rows.get(same) == marks.get(same)) {
      same++;
    }
    if (same < rows.size()) {
      rows.removeRange(same, rows.size() - 1);
    }
    rows.addAll(marks.subList(same, marks.size()));
    following = false;
    ((CardLayout) cards.getLayout()).show(cards, marks.isEmpty() ? EMPTY : LIST);
    follow();
    list.repaint();
  }

  private void choose(boolean adjusting) {
    if (following) {
      return;
    }
    List<Mark> chosen = list.getSelectedValuesList();
    context.selection().selectMarks(chosen);
    if (!adjusting && chosen.size() == 1) {
      Mark mark = chosen.get(0);
      context.navigator().show(mark.example().slice(), mark.example().region().bounds());
    }
  }

  private void follow() {
    if (list.getSelectedValuesList().equals(context.selection().marks())) {
      return;
    }
    following = true;
    int[] indices =
        context.selection().marks().stream().mapToInt(rows::indexOf).filter(i -> i >= 0).toArray();
    list.setSelectedIndices(indices);
    if (indices.length == 1) {
      list.ensureIndexIsVisible(indices[0]);
    }
    following = false;
  }

  private final class Popup extends MouseAdapter {

    @Override
    public void mousePressed(MouseEvent e) {
      showIfAsked(e);
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      showIfAsked(e);
    }

    private void showIfAsked(MouseEvent e) {
      int row = list.locationToIndex(e.getPoint());
      if (!e.isPopupTrigger() || row < 0) {
        return;
      }
      if (!list.isSelectedIndex(row)) {
        list.setSelectedIndex(row);
      }
      JPopupMenu menu = new JPopupMenu();
      menu.add(actions.classMenu(new JMenu(Messages.text("example.class"))));
      menu.add(actions.delete);
      menu.show(list, e.getX(), e.getY());
    }
  }
}
