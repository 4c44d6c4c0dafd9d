package sc.fiji.fewshot.samples;

import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.io.StackLayout;

/** Marks examples as a user would: some boxes, some ovals, some drawn by hand. */
final class Marks {

  static final int PER_CLASS = 5;

  private final List<String> classes;
  private final List<LabelMap> truth;
  private final StackLayout layout;
  private final Dice dice;
  private final List<Roi> rois = new ArrayList<>();

  Marks(List<String> classes, List<LabelMap> truth, StackLayout layout, Dice dice) {
    this.classes = classes;
    this.truth = truth;
    this.layout = layout;
    this.dice = dice;
  }

  List<Roi> rois() {
    return List.copyOf(rois);
  }

  /** Marks a cell, unless the class has enough: by hand, or with an oval or box if it fits. */
  void cell(int label, int slice, Outline outline) {
    int shape = count(label) % 3;
    double half = outline.radius * (shape == 1 ? 1 : 0.78);
    int size = (int) Math.round(2 * half);
    int left = (int) Math.round(outline.x - half);
    int top = (int) Math.round(outline.y - half);
    Roi simple = shape == 1 ? new OvalRoi(left, top, size, size) : new Roi(left, top, size, size);
    if (shape == 0 || !mark(label, slice, simple, 0.4)) {
      mark(label, slice, byHand(outline), 0.4);
    }
  }

  /** Marks regions of about a size on the first slices, until the class has enough. */
  void areas(int label, int slices, double size) {
    LabelMap map = truth.get(0);
    for (int tries = 0; tries < 20_000 && count(label) < PER_CLASS; tries++) {
      double x = dice.between(size, map.width - size);
      double y = dice.between(size, map.height - size);
      double aspect = dice.between(1, 1.7);
      int width = (int) (size * aspect);
      int height = (int) (size / aspect * dice.between(0.8, 1.2));
      int left = (int) x - width / 2;
      int top = (int) y - height / 2;
      Roi roi =
          switch (count(label) % 3) {
            case 0 -> new Roi(left, top, width, height);
            case 1 -> byHand(Outline.of(dice, x, y, 0.55 * size, aspect, dice.angle(), 0.09));
            default -> new OvalRoi(left, top, width, height);
          };
      mark(label, count(label) % slices, roi, 0.12);
    }
    if (count(label) < PER_CLASS) {
      throw new IllegalStateException("no room for examples of " + classes.get(label - 1));
    }
  }

  int count(int label) {
    String prefix = classes.get(label - 1) + "#";
    return (int) rois.stream().filter(roi -> roi.getName().startsWith(prefix)).count();
  }

  /** Keeps a mark if it has its place and is (nearly) of one class. */
  private boolean mark(int label, int slice, Roi roi, double mostUndecided) {
    if (count(label) == PER_CLASS || touchesAnother(roi)) {
      return false;
    }
    LabelMap map = truth.get(slice);
    Rectangle box = roi.getBounds();
    if (box.x < 0
        || box.y < 0
        || box.x + box.width > map.width
        || box.y + box.height > map.height) {
      return false;
    }
    int own = 0;
    int foreign = 0;
    int undecided = 0;
    for (Point point : roi.getContainedPoints()) {
      int found = map.get(point.x, point.y);
      own += found == label ? 1 : 0;
      undecided += found == 0 ? 1 : 0;
      foreign += found != label && found != 0 ? 1 : 0;
    }
    if (foreign > 0.02 * own || undecided > mostUndecided * own) {
      return false;
    }
    roi.setName(classes.get(label - 1) + "#" + (count(label) + 1));
    roi.setStrokeColor(new Color(LabelMap.colour(classes, label)));
    setPosition(roi, slice);
    rois.add(roi);
    return true;
  }

  /** On a hyperstack a mark is made on one of the channels or on all of them. */
  private void setPosition(Roi roi, int slice) {
    if (layout.channels() * layout.frames() == 1) {
      roi.setPosition(slice + 1);
    } else {
      int z = slice % layout.slices();
      roi.setPosition(rois.size() % 2, z + 1, slice / layout.slices() + 1);
    }
  }

  private boolean touchesAnother(Roi roi) {
    Rectangle box = roi.getBounds();
    box.grow(1, 1);
    return rois.stream().anyMatch(other -> box.intersects(other.getBounds()));
  }

  private PolygonRoi byHand(Outline outline) {
    int corners = 40;
    int[] xs = new int[corners];
    int[] ys = new int[corners];
    for (int i = 0; i < corners; i++) {
      double theta = 2 * Math.PI * i / corners;
      double r = outline.radius(theta) + dice.between(-0.8, 0.8);
      xs[i] = (int) Math.round(outline.x + r * StrictMath.cos(theta));
      ys[i] = (int) Math.round(outline.y + r * StrictMath.sin(theta));
    }
    return new PolygonRoi(xs, ys, corners, Roi.FREEROI);
  }
}
