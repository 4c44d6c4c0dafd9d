package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Component;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.Action;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPopupMenu;
import javax.swing.ListSelectionModel;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.guidance.Suspect;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Buttons;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.Framed;
import sc.fiji.fewshot.ui.window.TextAction;
import sc.fiji.fewshot.ui.window.Thumbnails;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Marks that look mislabelled: choosing one shows it on the image; then it can be corrected. */
final class SuspectList {

  private static final int MOST_ROWS = 5;

  private final WindowContext context;
  private final Thumbnails thumbnails;
  private final DefaultListModel<Suspect> rows = new DefaultListModel<>();
  private final JList<Suspect> list = new JList<>(rows);
  private final Action change = new TextAction("guidance.change", null, null, this::correct);
  private final Column panel = new Column(0.3);
  private boolean following;

  SuspectList(WindowContext context, Thumbnails thumbnails) {
    this.context = context;
    this.thumbnails = thumbnails;
    list.setName("guidance.suspects");
    list.setToolTipText(Messages.text("guidance.suspects.tip"));
    list.getAccessibleContext().setAccessibleName(Messages.text("guidance.suspects.title"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setFixedCellHeight(Em.of(2.9));
    list.setCellRenderer(new Renderer());
    list.addListSelectionListener(e -> choose(e.getValueIsAdjusting()));
    list.addMouseListener(new Popup());
    panel.with(list, Column.row(Buttons.text(change)));
    enable();
  }

  JComponent component() {
    return panel;
  }

  /** Shows the most suspicious ones. */
  void show(List<Suspect> all) {
    following = true;
    Suspect chosen = list.getSelectedValue();
    rows.clear();
    rows.addAll(all.subList(0, Math.min(MOST_ROWS, all.size())));
    if (chosen != null) {
      int again = all.stream().map(Suspect::mark).toList().indexOf(chosen.mark());
      list.setSelectedIndex(again < rows.size() ? again : -1);
    }
    following = false;
    enable();
    panel.setVisible(!all.isEmpty());
  }

  private void enable() {
    Suspect chosen = list.getSelectedValue();
    change.setEnabled(chosen != null);
    if (chosen != null) {
      // The letter of the mnemonic comes before the class's name, so that its place is the same.
      String text = Messages.text("guidance.change.to", chosen.likely().name());
      change.putValue(Action.NAME, text.replaceFirst("&", ""));
    }
  }

  private void choose(boolean adjusting) {
    Suspect chosen = list.getSelectedValue();
    if (!following && !adjusting && chosen != null) {
      Mark mark = chosen.mark();
      context.selection().selectMarks(List.of(mark));
      context.navigator().show(mark.example().slice(), mark.example().region().bounds());
    }
    enable();
  }

  private void correct() {
    Suspect chosen = list.getSelectedValue();
    if (chosen != null) {
      context.model().change(state -> corrected(state, chosen));
    }
  }

  private static SessionState corrected(SessionState state, Suspect suspect) {
    int index = state.marks().indexOf(suspect.mark());
    String right = suspect.likely().name();
    return index < 0 || state.indexOf(right) < 0 ? state : state.withMarkClass(index, right);
  }

  private final class Renderer extends DefaultListCellRenderer {

    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> of, Object value, int index, boolean selected, boolean focused) {
      Suspect suspect = (Suspect) value;
      String text = Judgement.lines(suspect);
      super.getListCellRendererComponent(of, text, index, selected, focused);
      String marked = suspect.mark().example().className();
      setIcon(
          new Framed(thumbnails.of(suspect.mark()), Colours.of(context.model().state(), marked)));
      setIconTextGap(Em.of(0.6));
      setBorder(Em.gap(0.15, 0.3, 0.15, 0.3));
      return this;
    }
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
      if (e.isPopupTrigger() && row >= 0) {
        list.setSelectedIndex(row);
        JPopupMenu menu = new JPopupMenu();
        menu.add(change);
        menu.show(list, e.getX(), e.getY());
      }
    }
  }
}
