package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.Action;
import javax.swing.DropMode;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableColumnModel;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** The table of the classes. */
final class ClassTable {

  private final JTable table;
  private final ClassTableModel rows;
  private final SessionModel model;
  private final Selection selection;

  /** A class that is to be renamed as soon as it is there; null for none. */
  private String awaited;

  private boolean following;

  ClassTable(SessionModel model, Selection selection, OverlayViewModel view) {
    this.model = model;
    this.selection = selection;
    rows = new ClassTableModel(model, view);
    table = new JTable(rows);
    table.setName("classes");
    table.getAccessibleContext().setAccessibleName(Messages.text("classes.title"));
    table.setToolTipText(Messages.text("classes.tip"));
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.setShowGrid(false);
    table.setFillsViewportHeight(true);
    table.setRowHeight(Em.of(1.8));
    // Digits mark examples; F2 or a double click starts editing a name.
    table.putClientProperty("JTable.autoStartsEdit", false);
    table.putClientProperty("terminateEditOnFocusLost", true);
    table.getTableHeader().setReorderingAllowed(false);
    if (table.getTableHeader().getDefaultRenderer() instanceof JLabel header) {
      header.setHorizontalAlignment(SwingConstants.LEADING);
    }
    table.setDragEnabled(true);
    table.setDropMode(DropMode.INSERT_ROWS);
    table.setTransferHandler(new ClassDrag(table, model));
    columns(table.getColumnModel());
    table.getSelectionModel().addListSelectionListener(e -> choose());
    selection.addListener(this::follow);
  }

  private static void columns(TableColumnModel columns) {
    width(columns, ClassTableModel.SHOWN, 2.2);
    width(columns, ClassTableModel.KEY, 1.6);
    width(columns, ClassTableModel.COLOUR, 2);
    width(columns, ClassTableModel.COUNT, 5.5);
    columns.getColumn(ClassTableModel.NAME).setPreferredWidth(Em.of(10));
    columns.getColumn(ClassTableModel.COLOUR).setCellRenderer(new SwatchRenderer());
    DefaultTableCellRenderer right = new DefaultTableCellRenderer();
    right.setHorizontalAlignment(SwingConstants.RIGHT);
    columns.getColumn(ClassTableModel.COUNT).setCellRenderer(right);
    DefaultTableCellRenderer middle = new DefaultTableCellRenderer();
    middle.setHorizontalAlignment(SwingConstants.CENTER);
    columns.getColumn(ClassTableModel.KEY).setCellRenderer(middle);
  }

  private static void width(TableColumnModel columns, int column, double em) {
    columns.getColumn(column).setMinWidth(Em.of(em));
    columns.getColumn(column).setMaxWidth(Em.of(em));
  }

  private static final class SwatchRenderer extends DefaultTableCellRenderer {

    private static final long serialVersionUID = 1L;

    @Override
    protected void setValue(Object value) {
      setHorizontalAlignment(SwingConstants.CENTER);
      setIcon(Glyph.swatch(new Color((Integer) value), 1.1));
    }
  }

  JTable component() {
    return table;
  }

  /** Lets keys and the mouse do what the buttons do. */
  void bind(Action add, Action rename, Action recolour, Action delete) {
    bind(KeyEvent.VK_INSERT, add);
    bind(KeyEvent.VK_F2, rename);
    bind(KeyEvent.VK_DELETE, delete);
    table.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            int column = table.columnAtPoint(e.getPoint());
            if (e.getClickCount() == 2 && column == ClassTableModel.COLOUR) {
              recolour.actionPerformed(null);
            }
          }
        });
  }

  private void bind(int keyCode, Action action) {
    String name = (String) action.getValue(Action.ACTION_COMMAND_KEY);
    table
        .getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
        .put(KeyStroke.getKeyStroke(keyCode, 0), name);
    table.getActionMap().put(name, action);
  }

  /** Lets the user type a name, at once or when the class has come. */
  void rename(String className) {
    int row = model.state().indexOf(className);
    if (row < 0 || row >= table.getRowCount()) {
      awaited = className;
      return;
    }
    awaited = null;
    table.changeSelection(row, ClassTableModel.NAME, false, false);
    if (table.editCellAt(row, ClassTableModel.NAME)) {
      table.getEditorComponent().requestFocusInWindow();
      if (table.getEditorComponent() instanceof javax.swing.JTextField field) {
        field.selectAll();
      }
    }
  }

  /** Shows what the model has now. */
  void refresh() {
    following = true;
    rows.refresh();
    following = false;
    follow();
    if (awaited != null && model.state().indexOf(awaited) >= 0) {
      rename(awaited);
    }
  }

  private void choose() {
    SessionState state = model.state();
    int row = table.getSelectedRow();
    if (!following && row >= 0 && row < state.classes().size()) {
      selection.selectClass(state.classes().get(row).name());
    }
  }

  private void follow() {
    int row = selection.classIndex(model.state());
    if (row >= 0 && row < table.getRowCount() && row != table.getSelectedRow()) {
      table.setRowSelectionInterval(row, row);
      table.scrollRectToVisible(table.getCellRect(row, 0, true));
    }
  }
}
