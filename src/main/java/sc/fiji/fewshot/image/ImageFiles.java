package sc.fiji.fewshot.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;
import ij.process.ImageConverter;
import ij.process.StackConverter;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;

/** Opens image files: whatever ImageJ reads, TIFFs of any size, and folders of DICOM slices. */
public final class ImageFiles {

  /** Larger ones are read region by region. */
  private static final long LARGEST_IN_MEMORY = 256L << 20;

  private static final int TAIL = 1024;

  private static final Set<String> EXTENSIONS =
      Set.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "dcm", "pgm");

  private ImageFiles() {}

  /**
   * @param path a file
   * @return whether its name says that it is an image
   */
  public static boolean isImage(Path path) {
    return EXTENSIONS.contains(extension(path));
  }

  /**
   * @param folder any
   * @return whether its files together are one image: slices of a DICOM stack; not if the folder
   *     cannot be read
   */
  public static boolean isImageFolder(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (extension(file).equals("dcm")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens an image.
   *
   * @param path a file, or a folder of DICOM slices
   * @return a source, to be closed
   * @throws FewShotException if there is no such file, or it is empty, damaged or of an unknown
   *     kind
   */
  public static ImageSource open(Path path) {
    if (Files.isDirectory(path)) {
      return new ImagePlusSource(DicomFolder.open(path));
    }
    checkThere(path);
    return switch (extension(path)) {
      case "tif", "tiff" -> openTiff(path);
      case "png", "jpg", "jpeg", "gif", "bmp" -> new ImagePlusSource(openWithJava(path));
      default -> new ImagePlusSource(openWithImageJ(path));
    };
  }

  /**
   * Opens a label map.
   *
   * @param path an image file with one channel, with or without a palette
   * @return a source of its numbers, to be closed
   * @throws FewShotException as {@link #open}
   */
  public static ImageSource openLabels(Path path) {
    return new ImagePlusSource(openWithImageJ(path));
  }

  private static void checkThere(Path path) {
    try {
      if (!Files.exists(path)) {
        throw new FewShotException("There is no file " + path + ".");
      }
      if (Files.size(path) == 0) {
        throw new FewShotException(path + " is empty (0 bytes); copy or export it again.");
      }
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  private static ImageSource openTiff(Path path) {
    FileInfo[] pages = pages(path);
    if (pages == null) {
      return TiffFileSource.open(path);
    }
    checkLength(path, pages);
    long total = 0;
    for (FileInfo page : pages) {
      total += (long) page.width * page.height * page.getBytesPerPixel() * page.nImages;
    }
    if (total > LARGEST_IN_MEMORY) {
      // Of a stack beyond 4 GB ImageJ describes the first slice only.
      boolean onlyFirstDescribed = pages.length == 1 && pages[0].nImages > 1;
      return onlyFirstDescribed
          ? new ImagePlusSource(FileInfoVirtualStack.openVirtual(path.toString()))
          : TiffFileSource.open(path);
    }
    ImagePlus image = openWithImageJ(path);
    if (pages[0].fileType == FileInfo.COLOR8 && !isByImageJ(pages[0])) {
      inColour(image);
    }
    return new ImagePlusSource(image);
  }

  private static void inColour(ImagePlus image) {
    if (image.getStackSize() > 1) {
      new StackConverter(image).convertToRGB();
    } else {
      new ImageConverter(image).convertToRGB();
    }
  }

  /** ImageJ's palettes are look-up tables for showing numbers, others' are the image's colours. */
  private static boolean isByImageJ(FileInfo page) {
    return page.description != null && page.description.startsWith("ImageJ=");
  }

  /** Null if ImageJ does not read this kind of TIFF. */
  private static FileInfo[] pages(Path path) {
    TiffDecoder decoder =
        new TiffDecoder(
            path.toAbsolutePath().getParent() + java.io.File.separator,
            path.getFileName().toString());
    try {
      return decoder.getTiffInfo();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** ImageJ fills what is missing from a truncated file with zeros, without a word. */
  private static void checkLength(Path path, FileInfo[] pages) {
    try {
      long length = Files.size(path);
      for (FileInfo page : pages) {
        long end =
            page.getOffset()
                + (long) page.width * page.height * page.getBytesPerPixel() * page.nImages;
        boolean plain = page.compression <= FileInfo.COMPRESSION_NONE;
        boolean contiguous = page.stripOffsets == null || page.stripOffsets.length <= 1;
        if (plain && contiguous && end > length) {
          throw damaged(path, null);
        }
        for (int i = 0; page.stripOffsets != null && i < page.stripOffsets.length; i++) {
          // Offsets and lengths are unsigned.
          long stripEnd =
              (page.stripOffsets[i] & 0xffffffffL) + (page.stripLengths[i] & 0xffffffffL);
          if (stripEnd > length) {
            throw damaged(path, null);
          }
        }
      }
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  private static ImagePlus openWithJava(Path path) {
    try {
      BufferedImage image = ImageIO.read(path.toFile());
      if (image == null || isCutJpeg(path)) {
        throw damaged(path, null);
      }
      return new ImagePlus(path.getFileName().toString(), withoutPalette(image));
    } catch (IOException | RuntimeException e) {
      throw e instanceof FewShotException told ? told : damaged(path, e);
    }
  }

  private static BufferedImage withoutPalette(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel palette && !isGrey(palette)
        ? palette.convertToIntDiscrete(image.getRaster(), false)
        : image;
  }

  private static boolean isGrey(IndexColorModel palette) {
    return IntStream.range(0, palette.getMapSize())
        .allMatch(
            i ->
                palette.getRed(i) == palette.getGreen(i)
                    && palette.getGreen(i) == palette.getBlue(i));
  }

  /** Java's JPEG reader fills a missing end with grey. */
  private static boolean isCutJpeg(Path path) throws IOException {
    if (!extension(path).startsWith("jp")) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      for (int i = 0; i + 1 < tail.length; i++) {
        if ((tail[i] & 0xff) == 0xff && (tail[i + 1] & 0xff) == 0xd9) {
          return false;
        }
      }
      return true;
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

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
