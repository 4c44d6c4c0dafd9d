package sc.fiji.fewshot.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;
import ij.process.ImageConverter;
import ij.process.StackConverter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;

/**
 * TIFF files: small ones by ImageJ, into memory; large, tiled and pyramidal ones, and those of
 * which ImageJ does not know the encoding, region by region.
 */
@Plugin(type = ImageFormat.class)
public final class TiffFormat implements ImageFormat {

  /** Larger ones are read region by region. */
  private static final long LARGEST_IN_MEMORY = 256L << 20;

  private static final Set<String> EXTENSIONS = Set.of("tif", "tiff");

  @Override
  public boolean accepts(ImageLocation where) {
    return !where.isWeb() && EXTENSIONS.contains(where.extension());
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    Path path = where.path();
    TiffCompleteness.checkPages(path);
    FileInfo[] pages = isForImageJ(path) ? pages(path) : null;
    if (pages == null || isPyramid(pages)) {
      return TiffFileSource.open(path);
    }
    TiffCompleteness.checkPixels(path, pages);
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
    ImagePlus image = ImageFiles.openWithImageJ(path);
    if (pages[0].fileType == FileInfo.COLOR8 && !isByImageJ(pages[0])) {
      inColour(image);
    }
    return new ImagePlusSource(image);
  }

  private static boolean isPyramid(FileInfo[] pages) {
    for (FileInfo page : pages) {
      if (page.width != pages[0].width || page.height != pages[0].height) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForImageJ(Path path) {
    try (TiffPages pages = TiffPages.open(path)) {
      return pages.encodings().stream().allMatch(TiffEncoding::isForImageJ);
    } catch (FewShotException e) {
      // ImageJ reads files with odd tags that Java does not.
      return true;
    }
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
            path.toAbsolutePath().getParent() + File.separator, path.getFileName().toString());
    try {
      return decoder.getTiffInfo();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
