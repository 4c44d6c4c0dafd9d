package sc.fiji.fewshot.ui.results;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  /**
   * @return its ROIs themselves, in their order; none if the window is not open
   * @throws java.awt.HeadlessException without a screen
   */
  public static List<Roi> own() {
    RoiManager manager = RoiManager.getInstance2();
    return manager == null ? List.of() : List.of(manager.getRoisAsArray());
  }

  /**
   * Gives ROIs that are still there other names, colours and groups; their strokes stay as wide.
   *
   * @param looks what each ROI, told apart by identity, is to look like
   * @throws java.awt.HeadlessException without a screen
   */
  public static void restyle(Map<Roi, Roi> looks) {
    RoiManager manager = RoiManager.getInstance2();
    int count = manager == null ? 0 : manager.getCount();
    for (int i = 0; i < count; i++) {
      Roi roi = manager.getRoi(i);
      Roi look = looks.get(roi);
      if (look != null) {
        Roi copy = (Roi) look.clone();
        copy.setStrokeWidth(roi.getStrokeWidth());
        roi.copyAttributes(copy);
        manager.rename(i, look.getName());
      }
    }
  }
}
