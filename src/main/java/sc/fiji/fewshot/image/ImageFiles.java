package sc.fiji.fewshot.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.fewshot.FewShotException;

/** Opens images, each with the {@link ImageFormat} that accepts it. */
public final class ImageFiles {

  private ImageFiles() {}

  /**
   * @param path a file or folder that is there
   * @return whether it is an image by its name, or by a look into the folder
   */
  public static boolean isImage(Path path) {
    return ImageFormats.isImage(ImageLocation.of(path));
  }

  /**
   * @param folder any
   * @return whether it is one image, such as the slices of a DICOM series or an OME-Zarr; not if it
   *     cannot be read
   */
  public static boolean isImageFolder(Path folder) {
    return Files.isDirectory(folder) && Files.isReadable(folder) && isImage(folder);
  }

  /**
   * Opens the first or only image of a file.
   *
   * @param path a file; a folder that is an image, such as DICOM slices or an OME-Zarr; or a web
   *     address
   * @return a source, to be closed
   * @throws FewShotException if there is no such file, or it is empty, damaged or of an unknown
   *     kind
   */
  public static ImageSource open(Path path) {
    return open(ImageLocation.of(path), 0);
  }

  /**
   * Opens one of the images of a file.
   *
   * @param where a file, a folder that is an image, or a web address
   * @param series 0-based
   * @return a source at the finest resolution, to be closed
   * @throws FewShotException if there is no such image, or it is empty, damaged or of an unknown
   *     kind
   */
  public static ImageSource open(ImageLocation where, int series) {
    return format(where).open(where, series);
  }

  /**
   * @param where a file, a folder that is an image, or a web address
   * @return how many images (series) it holds, at least 1
   * @throws FewShotException as {@link #open(ImageLocation, int)}
   */
  public static int series(ImageLocation where) {
    return format(where).series(where);
  }

  private static ImageFormat format(ImageLocation where) {
    if (!where.isWeb()) {
      checkThere(where.path());
    }
    return ImageFormats.accepting(where)
        .orElseThrow(
            () ->
                new FewShotException(
                    where
                        + " is of a kind that cannot be read; convert it, for instance to OME-Zarr"
                        + " or TIFF."));
  }

  /**
   * Opens a label map.
   *
   * @param path an image file with one channel, with or without a palette
   * @return a source of its numbers, to be closed
   * @throws FewShotException as {@link #open(Path)}
   */
  public static ImageSource openLabels(Path path) {
    return new ImagePlusSource(openWithImageJ(path));
  }

  private static void checkThere(Path path) {
    try {
      if (!Files.exists(path)) {
        throw new FewShotException("There is no file " + path + ".");
      }
      if (!Files.isDirectory(path) && Files.size(path) == 0) {
        throw new FewShotException(path + " is empty (0 bytes); copy or export it again.");
      }
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  static ImagePlus openWithImageJ(Path path) {
    checkThere(path);
    Opener opener = new Opener();
    opener.setSilentMode(true);
    IJ.redirectErrorMessages(true);
    try {
      ImagePlus image = opener.openImage(path.toString());
      if (image == null || image.getWidth() == 0) {
        throw damaged(path, null);
      }
      return image;
    } catch (RuntimeException e) {
      throw e instanceof FewShotException told ? told : damaged(path, e);
    } finally {
      IJ.redirectErrorMessages(false);
    }
  }

  static FewShotException damaged(Path path, Exception cause) {
    return new FewShotException(
        path
            + " is damaged, cut off or of a kind that cannot be read; copy or export it again, for"
            + " instance as TIFF.",
        cause);
  }
}
