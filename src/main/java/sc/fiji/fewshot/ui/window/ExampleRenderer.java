package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.util.Optional;
import javax.swing.DefaultListCellRenderer;
import javax.swing.Icon;
import javax.swing.JList;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.session.SessionState;

/** Shows a mark as its picture in a frame of its class's colour, with class, slice and size. */
final class ExampleRenderer extends DefaultListCellRenderer {

  private static final long serialVersionUID = 1L;

  private final transient WindowContext context;
  private final transient Thumbnails thumbnails;

  ExampleRenderer(WindowContext context, Thumbnails thumbnails) {
    this.context = context;
    this.thumbnails = thumbnails;
  }

  @Override
  public Component getListCellRendererComponent(
      JList<?> list, Object value, int index, boolean selected, boolean focused) {
    Mark mark = (Mark) value;
    super.getListCellRendererComponent(list, text(mark), index, selected, focused);
    setIcon(new Framed(thumbnails.of(mark), colour(mark)));
    setIconTextGap(Em.of(0.6));
    setBorder(Em.gap(0.15, 0.3, 0.15, 0.3));
    return this;
  }

  private String text(Mark mark) {
    Box box = mark.example().region().bounds();
    String slice = Slices.name(Slices.shape(context.image()), mark.example().slice());
    return mark.example().className()
        + (slice.isEmpty() ? "" : "   " + slice)
        + "   %d × %d".formatted(box.width(), box.height());
  }

  private Color colour(Mark mark) {
    SessionState state = context.model().state();
    int index = state.indexOf(mark.example().className());
    return index < 0 ? Color.GRAY : new Color(state.classes().get(index).rgb());
  }

  /** A picture with a coloured frame. */
  private record Framed(Optional<Image> picture, Color colour) implements Icon {

    @Override
    public void paintIcon(Component c, Graphics g, int x, int y) {
      Graphics2D pen = (Graphics2D) g.create();
      int line = Math.max(2, Em.of(0.2));
      pen.setColor(colour);
      pen.fillRect(x, y, getIconWidth(), getIconHeight());
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      int side = getIconWidth() - 2 * line;
      picture.ifPresent(image -> pen.drawImage(image, x + line, y + line, side, side, null));
      pen.dispose();
    }

    @Override
    public int getIconWidth() {
      return Em.of(2.4);
    }

    @Override
    public int getIconHeight() {
      return Em.of(2.4);
    }
  }
}
