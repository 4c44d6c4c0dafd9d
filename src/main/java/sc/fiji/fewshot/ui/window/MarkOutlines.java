package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.SessionState;

/** The outlines of marks, in the colours of their classes. */
final class MarkOutlines {

  private static final float WIDTH = 2;
  private static final float CHOSEN_WIDTH = 4;

  private MarkOutlines() {}

  /**
   * @param chosen marks that stand out
   * @return one outline a mark, to be seen on its slice only
   */
  static List<Roi> of(ImagePlus image, SessionState state, List<Mark> chosen) {
    List<Roi> outlines = new ArrayList<>();
    for (Mark mark : state.marks()) {
      Roi outline = (Roi) mark.roi().clone();
      int rgb = state.classes().get(state.indexOf(mark.example().className())).rgb();
      outline.setStrokeColor(new Color(rgb));
      outline.setFillColor(null);
      outline.setUnscalableStrokeWidth(chosen.contains(mark) ? CHOSEN_WIDTH : WIDTH);
      Slices.place(outline, image, mark.example().slice());
      outlines.add(outline);
    }
    return outlines;
  }
}
