package sc.fiji.fewshot.command;

import ij.gui.Roi;
import java.awt.HeadlessException;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.ui.results.RoiManagerWindow;

/** The regions in ImageJ's ROI Manager. */
final class ManagedRois {

  private ManagedRois() {}

  /**
   * @param otherwise the parameter that takes a file of regions instead
   * @return the regions in their order
   * @throws FewShotException if there are none
   */
  static List<Roi> all(String otherwise) {
    List<Roi> rois = rois();
    if (rois.isEmpty()) {
      throw new FewShotException(
          "The ROI Manager is empty; add regions to it (t), or give a file of regions ("
              + otherwise
              + ").");
    }
    return rois;
  }

  private static List<Roi> rois() {
    try {
      return RoiManagerWindow.own();
    } catch (HeadlessException e) {
      // It is a window, so without a screen there is none.
      return List.of();
    }
  }
}
