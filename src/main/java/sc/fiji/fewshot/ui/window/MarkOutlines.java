package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.RoiPositions;
import sc.fiji.fewshot.session.SessionState;

/** The outlines of marks, in the colours of their classes. */
final class MarkOutlines {

  private static final float WIDTH = 2;
  private static final float CHOSEN_WIDTH = 5;

  /** Sets an outline off from the colours of its own class around it. */
  private static final Color HALO = new Color(0, 0, 0, 150);

  private static final Color CHOSEN_HALO = Color.WHITE;
  private static final float HALO_WIDTH = 2;

  private MarkOutlines() {}

  /**
   * @param chosen marks that stand out
   * @return an outline of each mark and, under it, its halo, to be seen on its slice only
   */
  static List<Roi> of(ImagePlus image, SessionState state, List<Mark> chosen) {
    List<Roi> outlines = new ArrayList<>();
    for (Mark mark : state.marks()) {
      boolean isChosen = chosen.contains(mark);
      float width = isChosen ? CHOSEN_WIDTH : WIDTH;
      int rgb = state.classes().get(state.indexOf(mark.example().className())).rgb();
      outlines.add(outline(image, mark, isChosen ? CHOSEN_HALO : HALO, width + HALO_WIDTH));
      outlines.add(outline(image, mark, new Color(rgb), width));
    }
    return outlines;
  }

  private static Roi outline(ImagePlus image, Mark mark, Color colour, float width) {
    Roi outline = (Roi) mark.roi().clone();
    outline.setStrokeColor(colour);
    outline.setFillColor(null);
    outline.setUnscalableStrokeWidth(width);
    RoiPositions.of(image).set(outline, mark.example().slice());
    return outline;
  }
}
