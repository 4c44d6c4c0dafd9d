package sc.fiji.fewshot.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that one image's classification writes.
 *
 * @param folder where
 * @param stem the image's name without its ending
 */
public record ImageOutputs(Path folder, String stem) {

  /**
   * @return one line a patch, region or slice; written last, so that it tells that all is there
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
   * @return whether the image is done
   */
  public boolean complete() {
    return Files.exists(table());
  }

  /**
   * @return a file of these that is there already, if any
   */
  public Optional<Path> existing() {
    return Stream.of(table(), labels(), probabilities(), overlay(), picture())
        .filter(Files::exists)
        .findFirst();
  }
}
