package sc.fiji.fewshot.ui.window.results;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.session.RegionPredictions;
import sc.fiji.fewshot.ui.results.ClassRois;

/** How ROIs look by the classes that were predicted for them. */
final class RoiLooks {

  private RoiLooks() {}

  /**
   * @param image that was classified
   * @param sources of which ROI each region is; a ROI of several points has several
   * @param predictions of the regions
   * @return for each ROI one with the name, colour and group of its class; none for ROIs that are
   *     unknown, or whose points are of several classes
   */
  static Map<Roi, Roi> of(ImagePlus image, List<Roi> sources, RegionPredictions predictions) {
    // ROIs that look the same are equal, and yet each has its own class.
    Map<Roi, TreeSet<Integer>> values = new IdentityHashMap<>();
    Map<Integer, Roi> order = new LinkedHashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      TreeSet<Integer> known = values.get(sources.get(i));
      if (known == null) {
        known = new TreeSet<>();
        values.put(sources.get(i), known);
        order.put(i, sources.get(i));
      }
      known.add(predictions.regions().get(i).labelMapValue());
    }
    order.values().removeIf(roi -> values.get(roi).size() > 1 || values.get(roi).contains(0));
    List<RegionPrediction> one = order.keySet().stream().map(predictions.regions()::get).toList();
    List<Roi> looks = ClassRois.ofRegions(image, one, predictions.classes());
    Map<Roi, Roi> result = new IdentityHashMap<>();
    int number = 0;
    for (Roi roi : order.values()) {
      result.put(roi, looks.get(number));
      number++;
    }
    return result;
  }
}
