package sc.fiji.fewshot.ui.window;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.ui.Messages;

/**
 * Turns a selection of ImageJ's into marks: an area as it is, as far as it lies on the image, and
 * each point as a box of one patch.
 */
final class SelectionMarks {

  private final Box image;
  private final int patch;

  /**
   * @param width of the image, pixels
   * @param height of the image, pixels
   * @param patch side of the box that a point becomes, pixels
   */
  SelectionMarks(int width, int height, int patch) {
    image = new Box(0, 0, width, height);
    this.patch = patch;
  }

  /**
   * @param selection is copied
   * @param slice that it is drawn on
   * @param className class of the marks
   * @param number of the first mark, for its name
   * @return at least one mark
   * @throws FewShotException if it is a line or lies beside the image
   */
  List<Mark> of(Roi selection, int slice, String className, int number) {
    List<Mark> marks = new ArrayList<>();
    if (selection instanceof PointRoi points) {
      for (Point p : points.getContainedPoints()) {
        Box box = new Box(p.x - patch / 2, p.y - patch / 2, patch, patch).intersect(image);
        if (box.area() > 0) {
          Roi outline = new Roi(box.x(), box.y(), box.width(), box.height());
          marks.add(mark(outline, new Region(box, null), slice, className, number + marks.size()));
        }
      }
    } else if (!selection.isArea()) {
      throw new FewShotException(Messages.text("error.line"));
    } else {
      Rectangle bounds = selection.getBounds();
      Box whole = new Box(bounds.x, bounds.y, bounds.width, bounds.height);
      Box box = whole.intersect(image);
      BitSet mask = box.area() == 0 ? null : mask(selection, whole, box);
      if (box.area() > 0 && (mask == null || !mask.isEmpty())) {
        marks.add(mark((Roi) selection.clone(), new Region(box, mask), slice, className, number));
      }
    }
    if (marks.isEmpty()) {
      throw new FewShotException(Messages.text("error.outside"));
    }
    return marks;
  }

  private static Mark mark(Roi roi, Region region, int slice, String className, int number) {
    String given = roi.getName();
    // An outline of ours that was picked up is nobody's name.
    boolean named = given != null && !given.isBlank() && !given.startsWith(ImageOverlay.PREFIX);
    String name = named ? given : Messages.text("example.new", number);
    return new Mark(roi, new Example(region, slice, className, name));
  }

  /** The part of the selection's mask that lies within a box; null if that is all of the box. */
  private static BitSet mask(Roi selection, Box whole, Box box) {
    ImageProcessor mask = selection.getMask();
    if (mask == null) {
      return null;
    }
    BitSet bits = new BitSet();
    for (int y = 0; y < box.height(); y++) {
      int row = (box.y() - whole.y() + y) * whole.width() + box.x() - whole.x();
      for (int x = 0; x < box.width(); x++) {
        bits.set(y * box.width() + x, mask.get(row + x) != 0);
      }
    }
    return bits;
  }
}
