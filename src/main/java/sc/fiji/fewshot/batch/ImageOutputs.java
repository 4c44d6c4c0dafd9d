package sc.fiji.fewshot.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that one image's classification writes.
 *
 * @param folder where
 * @param stem the image's name without its ending; with {@code /} for folders within the folder
 */
public record ImageOutputs(Path folder, String stem) {

  /** Folder within that of the results where jobs keep their journals. */
  public static final String JOURNALS = "fewshot-journal";

  /** Folder within that of the results that holds the pictures of the report. */
  public static final String REPORT = "fewshot-report";

  /**
   * @return one line a patch, region or slice
   */
  public Path table() {
    return folder.resolve(stem + ".csv");
  }

  /**
   * @return class numbers at the size of the image
   */
  public Path labels() {
    return folder.resolve(stem + "-labels.tif");
  }

  /**
   * @return probabilities, one channel a class and one pixel a patch
   */
  public Path probabilities() {
    return folder.resolve(stem + "-probabilities.tif");
  }

  /**
   * @return the image with its overlay, for ImageJ
   */
  public Path overlay() {
    return folder.resolve(stem + "-overlay.tif");
  }

  /**
   * @return a picture of slices and overlays
   */
  public Path picture() {
    return folder.resolve(stem + "-overlay.png");
  }

  /**
   * @return outlines of the classes, for QuPath
   */
  public Path geoJson() {
    return folder.resolve(stem + ".geojson");
  }

  /**
   * @return a small picture for the report of a folder
   */
  public Path thumbnail() {
    return folder.resolve(REPORT).resolve(stem + ".png");
  }

  /**
   * @return all files that there may be, but for that of the report
   */
  public List<Path> all() {
    return List.of(table(), labels(), probabilities(), overlay(), picture(), geoJson());
  }

  /**
   * @return a file of these that is there already, if any
   */
  public Optional<Path> existing() {
    return Stream.concat(all().stream(), Stream.of(thumbnail())).filter(Files::exists).findFirst();
  }
}
