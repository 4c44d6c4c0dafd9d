package sc.fiji.fewshot.ui.results;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.util.Arrays;
import java.util.List;

/** ImageJ's ROI Manager, which needs a screen. On the event thread. */
public final class RoiManagerWindow {

  private RoiManagerWindow() {}

  /**
   * Adds ROIs, and opens the window if there is none.
   *
   * @param rois with name and position; copied
   * @throws java.awt.HeadlessException without a screen
   */
  public static void add(List<Roi> rois) {
    RoiManager manager = RoiManager.getRoiManager();
    rois.forEach(manager::addRoi);
  }

  /**
   * @return copies of its ROIs, in their order; none if the window is not open
   * @throws java.awt.HeadlessException without a screen
   */
  public static List<Roi> rois() {
    RoiManager manager = RoiManager.getInstance2();
    return manager == null
        ? List.of()
        : Arrays.stream(manager.getRoisAsArray()).map(roi -> (Roi) roi.clone()).toList();
  }
}
