package sc.fiji.fewshot.ui.window;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.IOException;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.TransferHandler;

/** Dragging a class to another row. */
final class ClassDrag extends TransferHandler {

  private static final long serialVersionUID = 1L;

  private final JTable table;
  private final transient SessionModel model;

  ClassDrag(JTable table, SessionModel model) {
    this.table = table;
    this.model = model;
  }

  /** A row on its way, within this table only. */
  private record Row(ClassDrag of, int number) implements Transferable {

    private static final DataFlavor FLAVOUR = new DataFlavor(Row.class, "class");

    @Override
    public DataFlavor[] getTransferDataFlavors() {
      return new DataFlavor[] {FLAVOUR};
    }

    @Override
    public boolean isDataFlavorSupported(DataFlavor flavour) {
      return flavour.equals(FLAVOUR);
    }

    @Override
    public Object getTransferData(DataFlavor flavour) throws UnsupportedFlavorException {
      if (!isDataFlavorSupported(flavour)) {
        throw new UnsupportedFlavorException(flavour);
      }
      return this;
    }
  }

  @Override
  public int getSourceActions(JComponent source) {
    return MOVE;
  }

  @Override
  protected Transferable createTransferable(JComponent source) {
    return new Row(this, table.getSelectedRow());
  }

  @Override
  public boolean canImport(TransferSupport support) {
    return support.isDrop() && support.isDataFlavorSupported(Row.FLAVOUR);
  }

  @Override
  public boolean importData(TransferSupport support) {
    if (!canImport(support)) {
      return false;
    }
    try {
      Row row = (Row) support.getTransferable().getTransferData(Row.FLAVOUR);
      int before = ((JTable.DropLocation) support.getDropLocation()).getRow();
      int to = before > row.number() ? before - 1 : before;
      return row.of() == this && model.change(s -> s.withClassMoved(row.number(), to));
    } catch (UnsupportedFlavorException | IOException e) {
      return false;
    }
  }
}
