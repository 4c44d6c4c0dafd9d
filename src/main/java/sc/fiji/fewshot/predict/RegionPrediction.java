package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;

/**
 * The prediction for a region or a whole image.
 *
 * @param name of the region
 * @param slice 0-based
 * @param region its pixels
 * @param scores of one patch: the region
 * @param verdict how much the label is worth
 */
public record RegionPrediction(
    String name, int slice, Region region, Scores scores, Verdict verdict) {

  /**
   * @return the region's bounding box, image pixels
   */
  public Box bounds() {
    return region.bounds();
  }

  /**
   * @return what a label map holds for the region: 0 if it is unknown, else the number of its class
   *     from 1 on
   */
  public int labelMapValue() {
    return verdict == Verdict.UNKNOWN ? 0 : scores.label(0) + 1;
  }
}
