package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Component;
import java.util.List;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.guidance.Explanation.Neighbour;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.Framed;
import sc.fiji.fewshot.ui.window.Thumbnails;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Pictures of the marks that look most like a place, side by side; choosing one shows it. */
final class NeighbourList {

  private final WindowContext context;
  private final Thumbnails thumbnails;
  private final DefaultListModel<Neighbour> rows = new DefaultListModel<>();
  private final JList<Neighbour> list = new JList<>(rows);
  private boolean following;

  NeighbourList(WindowContext context, Thumbnails thumbnails) {
    this.context = context;
    this.thumbnails = thumbnails;
    list.setName("guidance.nearest");
    list.getAccessibleContext().setAccessibleName(Messages.text("guidance.nearest.title"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setLayoutOrientation(JList.HORIZONTAL_WRAP);
    list.setVisibleRowCount(1);
    list.setOpaque(false);
    list.setToolTipText(Messages.text("guidance.nearest.tip"));
    list.setCellRenderer(new Renderer());
    list.setFixedCellWidth(Em.of(3.6));
    list.setFixedCellHeight(Em.of(4.2));
    list.addListSelectionListener(e -> choose(e.getValueIsAdjusting()));
  }

  JComponent component() {
    return list;
  }

  void show(List<Neighbour> nearest) {
    following = true;
    rows.clear();
    rows.addAll(nearest);
    following = false;
  }

  private void choose(boolean adjusting) {
    Neighbour chosen = list.getSelectedValue();
    if (following || adjusting || chosen == null) {
      return;
    }
    Mark mark = chosen.mark();
    context.selection().selectMarks(List.of(mark));
    context.navigator().show(mark.example().slice(), mark.example().region().bounds());
  }

  private final class Renderer extends DefaultListCellRenderer {

    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> of, Object value, int index, boolean selected, boolean focused) {
      Neighbour neighbour = (Neighbour) value;
      String text = Messages.text("guidance.similarity", neighbour.similarity());
      super.getListCellRendererComponent(of, text, index, selected, focused);
      String name = neighbour.mark().example().className();
      setIcon(
          new Framed(thumbnails.of(neighbour.mark()), Colours.of(context.model().state(), name)));
      setHorizontalAlignment(CENTER);
      setHorizontalTextPosition(CENTER);
      setVerticalTextPosition(SwingConstants.BOTTOM);
      setIconTextGap(Em.of(0.1));
      setBorder(Em.gap(0.2, 0.2, 0.2, 0.2));
      setToolTipText(Messages.text("guidance.neighbour.tip", name, neighbour.similarity()));
      setOpaque(selected);
      return this;
    }
  }
}
