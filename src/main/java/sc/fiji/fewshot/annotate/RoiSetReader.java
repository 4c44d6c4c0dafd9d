package sc.fiji.fewshot.annotate;

import ij.gui.Roi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageSource;

/** Reads examples from ImageJ's regions of interest: a .roi file or a .zip of the ROI Manager. */
public final class RoiSetReader {

  private static final int LARGEST_ROI_BYTES = 64 << 20;

  private RoiSetReader() {}

  /**
   * Reads all regions of a file.
   *
   * @param file {@code .roi} or {@code .zip}
   * @param image that was marked
   * @return the examples, in the order of the file
   * @throws FewShotException if the file is no ROI set, or a region has no pixels or no class, or
   *     lies on a slice that is not there
   */
  public static List<Example> read(Path file, ImageSource image) {
    return RoiExamples.of(rois(file), image);
  }

  /**
   * Reads the regions of interest as they are.
   *
   * @param file {@code .roi} or {@code .zip}
   * @return the regions, in the order of the file
   * @throws FewShotException if the file is no ROI set
   */
  public static List<Roi> rois(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FewShotException("There is no file " + file + ".");
    }
    try {
      if (file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".roi")) {
        return List.of(decode(Files.readAllBytes(file), file.getFileName().toString(), file));
      }
      List<Roi> rois = new ArrayList<>();
      try (InputStream in = Files.newInputStream(file);
          ZipInputStream zip = new ZipInputStream(in)) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(".roi")) {
            rois.add(decode(zip.readNBytes(LARGEST_ROI_BYTES), entry.getName(), file));
          }
        }
      }
      if (rois.isEmpty()) {
        throw new FewShotException(
            file + " holds no regions; save them with ROI Manager > More > Save.");
      }
      return rois;
    } catch (ZipException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new FewShotException(file + " cannot be read.", e);
    }
  }

  private static Roi decode(byte[] bytes, String name, Path file) {
    try {
      return RoiBytes.read(bytes, name.replaceFirst("\\.roi$", ""));
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static FewShotException damaged(Path file, Exception cause) {
    return new FewShotException(
        file + " is damaged or no ROI set; save it again with ROI Manager > More > Save.", cause);
  }
}
