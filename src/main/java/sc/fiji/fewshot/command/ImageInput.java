package sc.fiji.fewshot.command;

import ij.ImagePlus;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;

/**
 * The image of a command: that of a file, or one that is open, which stays open and is locked
 * meanwhile; to be closed.
 */
final class ImageInput implements AutoCloseable {

  private final ImageSource source;
  private final ImagePlus open;

  private ImageInput(ImageSource source, ImagePlus open) {
    this.source = source;
    this.open = open;
  }

  /**
   * @param open the open image, or null
   * @param file of an image, which goes first, or null
   * @return the image
   * @throws FewShotException if there is none, or it cannot be read, or another command works on it
   */
  static ImageInput of(ImagePlus open, File file) {
    Optional<Path> path = Given.path(file);
    if (path.isPresent()) {
      return new ImageInput(ImageFiles.open(path.get()), null);
    }
    // SciJava makes an image without pixels of a name that no image has.
    if (open == null || open.getWidth() == 0) {
      throw new FewShotException("There is no image; open one, or give its file (file).");
    }
    if (!open.lockSilently()) {
      throw new FewShotException(
          "Another command works on '"
              + open.getTitle()
              + "'; wait until it is done, or choose Plugins > Utilities > Reset.");
    }
    return new ImageInput(new ImagePlusSource(open), open);
  }

  /**
   * @return its pixels; not to be closed
   */
  ImageSource source() {
    return source;
  }

  /**
   * @return whether it is an open image, not that of a file
   */
  boolean isOpen() {
    return open != null;
  }

  /**
   * @return it as ImageJ's, unless it is a file that is too large for that
   */
  Optional<ImagePlus> image() {
    return source instanceof ImagePlusSource known ? Optional.of(known.image()) : Optional.empty();
  }

  /**
   * @return its name without ending, fit for the names of files
   */
  String stem() {
    String name = source.name().replaceAll("[\\\\/:*?\"<>|]", "_");
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  @Override
  public void close() {
    // Closing the source of an open image would take its pixels away.
    if (open == null) {
      source.close();
    } else {
      open.unlock();
    }
  }
}
