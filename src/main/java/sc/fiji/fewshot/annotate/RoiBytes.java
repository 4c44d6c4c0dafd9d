package sc.fiji.fewshot.annotate;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import java.io.IOException;

/** A region of interest as the bytes of a {@code .roi} file. */
public final class RoiBytes {

  private RoiBytes() {}

  /**
   * @param roi of any type
   * @return the content of its file
   */
  public static byte[] of(Roi roi) {
    byte[] bytes = RoiEncoder.saveAsByteArray(roi);
    if (bytes == null) {
      throw new IllegalArgumentException("ImageJ cannot write the region " + roi);
    }
    return bytes;
  }

  /**
   * @param bytes of a file
   * @param name what to call the region if the file does not say; may be null
   * @return the region
   * @throws IllegalArgumentException if these are not the bytes of a region
   */
  public static Roi read(byte[] bytes, String name) {
    try {
      Roi roi = new RoiDecoder(bytes, name).getRoi();
      if (roi == null) {
        throw new IllegalArgumentException("no region");
      }
      return roi;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no region", e);
    }
  }
}
