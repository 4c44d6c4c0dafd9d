package sc.fiji.fewshot.ui.window;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import java.awt.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.ui.Messages;

/**
 * Turns a selection of ImageJ's into marks: an area as it is, as far as it lies on the image, each
 * point as a box of one patch, and a line as boxes along it, since a line's own pixels are hardly
 * what the user means and say nothing of the size of things.
 */
final class SelectionMarks {

  private static final int MOST_BOXES = 20;

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
   * @throws FewShotException if it lies beside the image
   */
  List<Mark> of(Roi selection, int slice, String className, int number) {
    List<Mark> marks = new ArrayList<>();
    if (selection instanceof PointRoi || selection.isLine()) {
      for (Point p : places(selection)) {
        Box box = new Box(p.x - patch / 2, p.y - patch / 2, patch, patch).intersect(image);
        if (box.area() > 0) {
          Roi outline = new Roi(box.x(), box.y(), box.width(), box.height());
          String name = name(selection, number + marks.size());
          marks.add(new Mark(outline, new Example(new Region(box, null), slice, className, name)));
        }
      }
    } else {
      Optional<Region> seen = RoiExamples.region(selection).within(image);
      String name = name(selection, number);
      seen.ifPresent(
          region ->
              marks.add(
                  new Mark((Roi) selection.clone(), new Example(region, slice, className, name))));
    }
    if (marks.isEmpty()) {
      throw new FewShotException(Messages.text("error.outside"));
    }
    return marks;
  }

  private List<Point> places(Roi selection) {
    if (selection instanceof PointRoi points) {
      return List.of(points.getContainedPoints());
    }
    List<Point> places = new ArrayList<>();
    FloatPolygon line = selection.getInterpolatedPolygon(1, false);
    for (int i = 0; i < line.npoints && places.size() < MOST_BOXES; i++) {
      Point next = new Point(Math.round(line.xpoints[i]), Math.round(line.ypoints[i]));
      if (places.stream().allMatch(p -> p.distance(next) >= patch)) {
        places.add(next);
      }
    }
    return places;
  }

  private static String name(Roi selection, int number) {
    String given = selection.getName();
    // An outline of ours that was picked up is nobody's name.
    boolean named = given != null && !given.isBlank() && !given.startsWith(ImageOverlay.PREFIX);
    return named ? given : Messages.text("example.new", number);
  }
}
