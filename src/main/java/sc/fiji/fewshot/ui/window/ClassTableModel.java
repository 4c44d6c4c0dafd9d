package sc.fiji.fewshot.ui.window;

import javax.swing.table.AbstractTableModel;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** The classes as rows of a table. */
final class ClassTableModel extends AbstractTableModel {

  /** Whether the class is seen in the overlay. */
  static final int SHOWN = 0;

  /** The key that adds to the class. */
  static final int KEY = 1;

  /** The class's colour. */
  static final int COLOUR = 2;

  /** The class's name. */
  static final int NAME = 3;

  /** How many marks it has. */
  static final int COUNT = 4;

  private static final long serialVersionUID = 1L;
  private static final int LAST_KEY = 9;

  private final transient SessionModel model;
  private final transient OverlayViewModel view;
  private transient SessionState state;
  private transient int[] counts;

  ClassTableModel(SessionModel model, OverlayViewModel view) {
    this.model = model;
    this.view = view;
    take(model.state());
  }

  private void take(SessionState latest) {
    state = latest;
    counts = latest.counts();
  }

  /** Shows what the model has now. */
  void refresh() {
    int before = state.classes().size();
    take(model.state());
    if (state.classes().size() == before) {
      if (before > 0) {
        fireTableRowsUpdated(0, before - 1);
      }
    } else {
      fireTableDataChanged();
    }
  }

  @Override
  public int getRowCount() {
    return state.classes().size();
  }

  @Override
  public int getColumnCount() {
    return COUNT + 1;
  }

  @Override
  public String getColumnName(int column) {
    return switch (column) {
      case NAME -> Messages.text("classes.column.name");
      case COUNT -> Messages.text("classes.column.count");
      default -> "";
    };
  }

  @Override
  public Class<?> getColumnClass(int column) {
    return column == SHOWN ? Boolean.class : Object.class;
  }

  @Override
  public Object getValueAt(int row, int column) {
    LabelClass label = state.classes().get(row);
    return switch (column) {
      case SHOWN -> !view.view().hidden().contains(label.name());
      case KEY -> row < LAST_KEY ? Integer.toString(row + 1) : "";
      case COLOUR -> label.rgb();
      case NAME -> label.name();
      default -> counts[row];
    };
  }

  @Override
  public boolean isCellEditable(int row, int column) {
    return column == SHOWN || column == NAME;
  }

  @Override
  public void setValueAt(Object value, int row, int column) {
    if (row >= state.classes().size()) {
      return;
    }
    String name = state.classes().get(row).name();
    if (column == SHOWN) {
      view.change(v -> v.withClassShown(name, (Boolean) value));
    } else if (column == NAME) {
      model.change(s -> s.indexOf(name) < 0 ? s : s.withClassName(s.indexOf(name), (String) value));
    }
  }
}
