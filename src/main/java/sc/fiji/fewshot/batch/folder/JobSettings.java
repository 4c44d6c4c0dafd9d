package sc.fiji.fewshot.batch.folder;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.input.Shard;

/**
 * What a folder job does.
 *
 * @param classifier file of the classifier
 * @param plan how it is applied
 * @param out folder for the results
 * @param regions for regions: their file, or a folder with {@code NAME-rois.zip} or {@code
 *     NAME.geojson} for each image; else null
 * @param kinds of results besides the tables
 * @param shard which share of the images to do
 * @param resume whether to go on with a job of the same kind
 * @param overwrite whether results that are there are replaced
 */
public record JobSettings(
    Path classifier,
    ClassificationPlan plan,
    Path out,
    Path regions,
    Set<ResultKind> kinds,
    Shard shard,
    boolean resume,
    boolean overwrite) {

  /** All that the results depend on besides classifier and images. */
  Map<String, String> options() {
    Map<String, String> options = new TreeMap<>(plan.options());
    options.put("results", ResultKind.words(kinds));
    if (regions != null) {
      options.put("regions", regions.toString());
    }
    return options;
  }
}
