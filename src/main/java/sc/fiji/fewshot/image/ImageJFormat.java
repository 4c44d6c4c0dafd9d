package sc.fiji.fewshot.image;

import java.nio.file.Files;
import java.util.Set;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/** Whatever else ImageJ reads; it looks into the file to tell. */
@Plugin(type = ImageFormat.class, priority = Priority.LAST)
public final class ImageJFormat implements ImageFormat {

  private static final Set<String> EXTENSIONS = Set.of("pgm");

  @Override
  public boolean accepts(ImageLocation where) {
    return !where.isWeb() && !Files.isDirectory(where.path());
  }

  @Override
  public boolean isImage(ImageLocation where) {
    return accepts(where) && EXTENSIONS.contains(where.extension());
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    PnmCompleteness.check(where.path());
    return new ImagePlusSource(ImageFiles.openWithImageJ(where.path()));
  }
}
