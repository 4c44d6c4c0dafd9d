package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.image.Box;

/**
 * The prediction for a region or a whole image.
 *
 * @param name of the region
 * @param slice 0-based
 * @param bounds its bounding box, image pixels
 * @param scores of one patch: the region
 * @param verdict how much the label is worth
 */
public record RegionPrediction(
    String name, int slice, Box bounds, Scores scores, Verdict verdict) {}
