package sc.fiji.fewshot.image;

import java.nio.file.Files;
import java.util.Set;
import org.scijava.plugin.Plugin;

/** DICOM files, and folders with the slices of a series. */
@Plugin(type = ImageFormat.class)
public final class DicomFormat implements ImageFormat {

  private static final Set<String> EXTENSIONS = Set.of("dcm", "dicom");

  @Override
  public boolean accepts(ImageLocation where) {
    return !where.isWeb()
        && (EXTENSIONS.contains(where.extension()) || Files.isDirectory(where.path()));
  }

  @Override
  public boolean isImage(ImageLocation where) {
    return accepts(where)
        && (!Files.isDirectory(where.path()) || !DicomFolder.files(where.path()).isEmpty());
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    return new ImagePlusSource(
        Files.isDirectory(where.path())
            ? DicomFolder.open(where.path())
            : DicomFile.open(where.path()).image());
  }
}
