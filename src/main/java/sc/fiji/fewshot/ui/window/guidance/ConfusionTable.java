package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Color;
import java.awt.Component;
import java.util.List;
import java.util.stream.IntStream;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.DefaultTableModel;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.Glyph;

/**
 * How often examples of each class, the rows, were taken for each class, the columns: the more
 * often, the more of the colour of the class that they were taken for.
 */
final class ConfusionTable {

  private static final double STRONGEST = 0.75;

  private final JTable table = new JTable();
  private final Column panel = new Column(0);
  private SessionState state = SessionState.empty();
  private List<LabelClass> classes = List.of();
  private ConfusionMatrix matrix = new ConfusionMatrix(new int[0][]);

  ConfusionTable() {
    table.setName("guidance.confusion");
    table.getAccessibleContext().setAccessibleName(Messages.text("guidance.confusion.title"));
    table.setRowSelectionAllowed(false);
    table.setFocusable(false);
    table.setShowGrid(false);
    table.setRowHeight(Em.of(1.8));
    table.getTableHeader().setReorderingAllowed(false);
    table.getTableHeader().setResizingAllowed(false);
    table
        .getTableHeader()
        .setDefaultRenderer(new ConfusionHeader(table.getTableHeader(), this::icon));
    table.setDefaultRenderer(Object.class, new CellRenderer());
    panel.with(table.getTableHeader(), table);
  }

  JComponent component() {
    return panel;
  }

  /**
   * Shows a matrix.
   *
   * @param now names, colours and numbers of the classes
   * @param learnt the classes of the matrix
   */
  void show(SessionState now, List<LabelClass> learnt, ConfusionMatrix counts) {
    state = now;
    classes = learnt;
    matrix = counts;
    String[] columns =
        IntStream.rangeClosed(0, classes.size())
            .mapToObj(c -> c == 0 ? "" : number(c - 1))
            .toArray(String[]::new);
    Object[][] cells = new Object[classes.size()][columns.length];
    for (int row = 0; row < cells.length; row++) {
      cells[row][0] = number(row) + "  " + classes.get(row).name();
      for (int c = 0; c < cells.length; c++) {
        int count = counts.counts()[row][c];
        cells[row][c + 1] = count == 0 ? "" : String.valueOf(count);
      }
    }
    table.setModel(
        new DefaultTableModel(cells, columns) {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean isCellEditable(int row, int column) {
            return false;
          }
        });
    for (int c = 0; c < columns.length; c++) {
      table.getColumnModel().getColumn(c).setMinWidth(Em.of(c == 0 ? 4 : 1.6));
      table.getColumnModel().getColumn(c).setPreferredWidth(Em.of(c == 0 ? 9 : 3));
    }
  }

  /** The key that stands for a class. */
  private String number(int learnt) {
    int index = state.indexOf(classes.get(learnt).name());
    return index < 0 ? "" : String.valueOf(index + 1);
  }

  /** What stands at the head of a column; nothing above the names. */
  private Icon icon(int column) {
    return column > 0 && column <= classes.size() ? swatch(column - 1) : null;
  }

  private Icon swatch(int learnt) {
    return Glyph.swatch(colour(learnt), 1);
  }

  private Color colour(int learnt) {
    return Colours.of(state, classes.get(learnt).name());
  }

  private final class CellRenderer extends DefaultTableCellRenderer {

    private static final long serialVersionUID = 1L;

    @Override
    public Component getTableCellRendererComponent(
        JTable of, Object value, boolean selected, boolean focused, int row, int column) {
      super.getTableCellRendererComponent(of, value, false, false, row, column);
      String truth = classes.get(row).name();
      if (column == 0) {
        setIcon(swatch(row));
        setHorizontalAlignment(LEADING);
        setBackground(of.getBackground());
        setForeground(of.getForeground());
        setToolTipText(truth);
        return this;
      }
      int count = matrix.counts()[row][column - 1];
      double share = count / (double) Math.max(1, matrix.support(row));
      setIcon(null);
      setHorizontalAlignment(CENTER);
      setBackground(Colours.mix(of.getBackground(), colour(column - 1), STRONGEST * share));
      setForeground(Colours.readableOn(getBackground()));
      setToolTipText(
          Messages.text(
              "guidance.confusion.cell.tip",
              count,
              matrix.support(row),
              truth,
              classes.get(column - 1).name()));
      return this;
    }
  }
}
