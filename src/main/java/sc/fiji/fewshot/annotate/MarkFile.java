package sc.fiji.fewshot.annotate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageSource;

/** Reads marked regions from whichever kind of file they are in. */
public final class MarkFile {

  private MarkFile() {}

  /**
   * @param file an ImageJ ROI set (.zip, .roi) or QuPath GeoJSON (.geojson, .json)
   * @param image that was marked
   * @return the marks
   * @throws FewShotException if the file is of another kind or cannot be used
   */
  public static Marks read(Path file, ImageSource image) {
    return isRoiSet(file)
        ? new Marks(RoiSetReader.read(file, image), Map.of())
        : GeoJsonReader.read(file, image.shape());
  }

  /**
   * @param file an ImageJ ROI set (.zip, .roi) or QuPath GeoJSON (.geojson, .json)
   * @param image to be classified
   * @return regions to classify; the classes that they may have do not matter
   * @throws FewShotException if the file is of another kind or cannot be used
   */
  public static List<Example> readRegions(Path file, ImageSource image) {
    return isRoiSet(file)
        ? RoiExamples.unclassified(RoiSetReader.rois(file), image)
        : GeoJsonReader.readRegions(file, image.shape());
  }

  private static boolean isRoiSet(Path file) {
    if (!Files.exists(file)) {
      throw new FewShotException("There is no file " + file + ".");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".geojson") || name.endsWith(".json")) {
      return false;
    }
    if (name.endsWith(".zip") || name.endsWith(".roi")) {
      return true;
    }
    throw new FewShotException(
        file
            + " is no file of marks; give an ImageJ ROI set (.zip, .roi) or QuPath GeoJSON (.geojson).");
  }
}
