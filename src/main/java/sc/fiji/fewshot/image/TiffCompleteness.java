package sc.fiji.fewshot.image;

import ij.io.FileInfo;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.FileImageInputStream;
import sc.fiji.fewshot.FewShotException;

/** Finds what is missing from a TIFF file; its readers leave that out or blank without a word. */
final class TiffCompleteness {

  private static final int CLASSIC = 42;
  private static final int INTEL = 0x4949;
  private static final int ENTRY_BYTES = 12;
  private static final long UNSIGNED = 0xffffffffL;

  private TiffCompleteness() {}

  /**
   * @param path a TIFF file
   * @throws FewShotException if a page is named that lies behind its end
   */
  static void checkPages(Path path) {
    try (FileImageInputStream in = new FileImageInputStream(path.toFile())) {
      in.setByteOrder(
          in.readUnsignedShort() == INTEL ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      if (in.readUnsignedShort() != CLASSIC) {
        return;
      }
      Set<Long> seen = new HashSet<>();
      long page = in.readUnsignedInt();
      while (page != 0 && seen.add(page)) {
        if (page >= in.length()) {
          throw ImageFiles.damaged(path, null);
        }
        in.seek(page);
        in.seek(page + Short.BYTES + (long) ENTRY_BYTES * in.readUnsignedShort());
        page = in.readUnsignedInt();
      }
    } catch (EOFException e) {
      // Some writers leave the number out that says that there is no further page.
    } catch (IOException e) {
      throw ImageFiles.damaged(path, e);
    }
  }

  /**
   * @param path a TIFF file
   * @param pages what ImageJ knows of it
   * @throws FewShotException if pixels lie behind its end or do not decompress
   */
  static void checkPixels(Path path, FileInfo[] pages) {
    try (FileImageInputStream in = new FileImageInputStream(path.toFile())) {
      for (FileInfo page : pages) {
        checkLength(path, page, in.length());
        if (page.compression == FileInfo.ZIP
            || page.compression == FileInfo.ZIP_WITH_DIFFERENCING) {
          checkStrips(path, page, in);
        }
      }
    } catch (IOException e) {
      throw ImageFiles.damaged(path, e);
    }
  }

  private static void checkLength(Path path, FileInfo page, long length) {
    long end =
        page.getOffset() + (long) page.width * page.height * page.getBytesPerPixel() * page.nImages;
    boolean plain = page.compression <= FileInfo.COMPRESSION_NONE;
    boolean contiguous = page.stripOffsets == null || page.stripOffsets.length <= 1;
    if (plain && contiguous && end > length) {
      throw ImageFiles.damaged(path, null);
    }
    for (int i = 0; page.stripOffsets != null && i < page.stripOffsets.length; i++) {
      long stripEnd = (page.stripOffsets[i] & UNSIGNED) + (page.stripLengths[i] & UNSIGNED);
      if (stripEnd > length) {
        throw ImageFiles.damaged(path, null);
      }
    }
  }

  /** Deflate has a sum to check, at which ImageJ does not look; a missing end hangs it. */
  private static void checkStrips(Path path, FileInfo page, FileImageInputStream in)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int i = 0; page.stripOffsets != null && i < page.stripOffsets.length; i++) {
      byte[] strip = new byte[page.stripLengths[i]];
      in.seek(page.stripOffsets[i] & UNSIGNED);
      in.readFully(strip);
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(strip);
        while (!inflater.finished()) {
          if (inflater.inflate(buffer) == 0 && !inflater.finished()) {
            throw ImageFiles.damaged(path, null);
          }
        }
      } catch (DataFormatException e) {
        throw ImageFiles.damaged(path, e);
      } finally {
        inflater.end();
      }
    }
  }
}
