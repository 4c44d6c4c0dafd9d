package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.Component;
import javax.swing.DefaultListCellRenderer;
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
}
