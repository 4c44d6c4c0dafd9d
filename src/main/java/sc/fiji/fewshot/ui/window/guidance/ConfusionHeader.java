package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Component;
import java.util.function.IntFunction;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.JTableHeader;
import javax.swing.table.TableCellRenderer;

/** The heads of columns as the look and feel draws them, each with an icon. */
final class ConfusionHeader implements TableCellRenderer {

  private final TableCellRenderer usual;
  private final IntFunction<Icon> icons;

  /**
   * @param icons of columns; null for none
   */
  ConfusionHeader(JTableHeader header, IntFunction<Icon> icons) {
    usual = header.getDefaultRenderer();
    this.icons = icons;
  }

  @Override
  public Component getTableCellRendererComponent(
      JTable of, Object value, boolean selected, boolean focused, int row, int column) {
    Component cell = usual.getTableCellRendererComponent(of, value, selected, focused, row, column);
    if (cell instanceof JLabel label) {
      label.setIcon(icons.apply(column));
      label.setHorizontalAlignment(SwingConstants.CENTER);
    }
    return cell;
  }
}
