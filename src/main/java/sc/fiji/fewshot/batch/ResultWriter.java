package sc.fiji.fewshot.batch;

import java.util.List;
import java.util.Set;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.ContactSheet;
import sc.fiji.fewshot.io.GeoJsonFile;
import sc.fiji.fewshot.io.LabelMapFile;
import sc.fiji.fewshot.io.ProbabilityFile;
import sc.fiji.fewshot.io.ResultTable;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.ui.OverlayFile;

/**
 * Writes the files of an image.
 *
 * @param classes in the order of the labels
 * @param kinds what to write besides the table
 */
public record ResultWriter(List<LabelClass> classes, Set<ResultKind> kinds) {

  /**
   * Writes what was predicted patch by patch.
   *
   * @param view of the image
   * @param slices its predictions, all slices in order
   * @param outputs where to write
   * @throws sc.fiji.fewshot.FewShotException if a file cannot be written
   */
  public void patches(RgbView view, List<GridPrediction> slices, ImageOutputs outputs) {
    ImageSource image = view.image();
    if (kinds.contains(ResultKind.LABELS)) {
      LabelMapFile.write(outputs.labels(), image, slices, classes);
    }
    if (kinds.contains(ResultKind.PROBABILITIES)) {
      ProbabilityFile.write(outputs.probabilities(), image, slices);
    }
    if (kinds.contains(ResultKind.OVERLAY) && OverlayFile.fits(image)) {
      OverlayFile.write(outputs.overlay(), image, slices, classes);
    }
    if (kinds.contains(ResultKind.PICTURE)) {
      ContactSheet.write(outputs.picture(), view, slices, classes);
    }
    if (kinds.contains(ResultKind.GEOJSON)) {
      new GeoJsonFile(classes, image).writePatches(outputs.geoJson(), slices);
    }
    new ResultTable(classes, image).writePatches(outputs.table(), slices);
  }

  /**
   * Writes what was predicted for regions.
   *
   * @param image on which they are
   * @param regions predictions
   * @param outputs where to write
   * @throws sc.fiji.fewshot.FewShotException if a file cannot be written
   */
  public void regions(ImageSource image, List<RegionPrediction> regions, ImageOutputs outputs) {
    if (kinds.contains(ResultKind.GEOJSON)) {
      new GeoJsonFile(classes, image).writeRegions(outputs.geoJson(), regions);
    }
    whole(image, regions, outputs);
  }

  /**
   * Writes what was predicted for whole slices.
   *
   * @param image whose slices they are
   * @param slices predictions
   * @param outputs where to write
   * @throws sc.fiji.fewshot.FewShotException if a file cannot be written
   */
  public void whole(ImageSource image, List<RegionPrediction> slices, ImageOutputs outputs) {
    new ResultTable(classes, image).writeRegions(outputs.table(), slices);
  }
}
