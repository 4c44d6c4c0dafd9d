package sc.fiji.fewshot.image.bioformats;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import loci.formats.ImageReader;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.BioFormatsMissing;
import sc.fiji.fewshot.image.ImageFormat;
import sc.fiji.fewshot.image.ImageLocation;
import sc.fiji.fewshot.image.ImageSource;

/**
 * Whatever Bio-Formats reads and the other formats do not, such as slides and the files of
 * microscopes, and OME-TIFF. Where Bio-Formats is not on the class path, there is no such format.
 */
@Plugin(type = ImageFormat.class, priority = Priority.HIGH)
public final class BioFormatsFormat implements ImageFormat {

  /** Read without Bio-Formats, into memory or in another way. */
  private static final Set<String> OTHERS =
      Set.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "pgm", "dcm", "dicom", "zip");

  /** Fails where Bio-Formats is not there, so that the format is not found. */
  public BioFormatsFormat() {
    if (ImageReader.class.getName().isEmpty()) {
      throw new IllegalStateException();
    }
  }

  @Override
  public boolean accepts(ImageLocation where) {
    return isImage(where)
        || (!where.isWeb()
            && !Files.isDirectory(where.path())
            && !OTHERS.contains(where.extension())
            && isKnown(where));
  }

  @Override
  public boolean isImage(ImageLocation where) {
    String name = where.name().toLowerCase(Locale.ROOT);
    boolean omeTiff = name.endsWith(".ome.tif") || name.endsWith(".ome.tiff");
    return BioFormatsMissing.isForBioFormats(where) || (!where.isWeb() && omeTiff);
  }

  private static boolean isKnown(ImageLocation where) {
    try (ImageReader reader = new ImageReader()) {
      return reader.isThisType(where.text(), false);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean readsRegions() {
    return true;
  }

  @Override
  public int series(ImageLocation where) {
    try (ReaderPool readers = new ReaderPool(where.path())) {
      return readers.use(SeriesFacts::specimens).size();
    }
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    ReaderPool readers = new ReaderPool(where.path());
    try {
      List<Integer> images = readers.use(SeriesFacts::specimens);
      if (series >= images.size()) {
        throw new FewShotException(
            "%s holds %d image(s), there is no number %d."
                .formatted(where, images.size(), series + 1));
      }
      String name = images.size() > 1 ? where.name() + " #" + (series + 1) : where.name();
      int number = images.get(series);
      return new BioFormatsImage(
          readers, readers.use(reader -> SeriesFacts.of(name, reader, number)), 0);
    } catch (RuntimeException | Error e) {
      readers.close();
      throw e;
    }
  }
}
