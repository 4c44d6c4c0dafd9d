package sc.fiji.fewshot.session;

import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * Regions, classified one by one.
 *
 * @param classes in the order of the labels
 * @param regions one prediction a region, in the order in which they were given
 */
public record RegionPredictions(List<LabelClass> classes, List<RegionPrediction> regions) {}
