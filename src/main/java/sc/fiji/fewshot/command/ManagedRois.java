package sc.fiji.fewshot.command;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.HeadlessException;
import java.util.List;
import sc.fiji.fewshot.FewShotException;

/** The regions in ImageJ's ROI Manager. */
final class ManagedRois {

  private ManagedRois() {}

  /**
   * @param otherwise the parameter that takes a file of regions instead
   * @return the regions in their order
   * @throws FewShotException if there are none
   */
  static List<Roi> all(String otherwise) {
    RoiManager manager = manager();
    List<Roi> rois = manager == null ? List.of() : List.of(manager.getRoisAsArray());
    if (rois.isEmpty()) {
      throw new FewShotException(
          "The ROI Manager is empty; add regions to it (t), or give a file of regions ("
              + otherwise
              + ").");
    }
    return rois;
  }

  private static RoiManager manager() {
    try {
      return RoiManager.getInstance2();
    } catch (HeadlessException e) {
      // It is a window, so without a screen there is none.
      return null;
    }
  }
}
