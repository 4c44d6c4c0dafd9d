package sc.fiji.fewshot.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;

/** Pictures of the common kinds, by Java's own readers. */
@Plugin(type = ImageFormat.class)
public final class PictureFormat implements ImageFormat {

  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  private static final int TAIL = 1024;

  @Override
  public boolean accepts(ImageLocation where) {
    return !where.isWeb() && EXTENSIONS.contains(where.extension());
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    Path path = where.path();
    try {
      BufferedImage image = ImageIO.read(path.toFile());
      if (image == null || (where.extension().startsWith("jp") && isCutJpeg(path))) {
        throw ImageFiles.damaged(path, null);
      }
      if (where.extension().equals("gif")) {
        checkOnePicture(where);
      }
      return new ImagePlusSource(PicturePixels.of(where.name(), image));
    } catch (IOException | RuntimeException e) {
      throw e instanceof FewShotException told ? told : ImageFiles.damaged(path, e);
    }
  }

  private static void checkOnePicture(ImageLocation where) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(where.path().toFile())) {
      reader.setInput(in);
      int pictures = reader.getNumImages(true);
      if (pictures > 1) {
        throw new FewShotException(
            where
                + " is an animation of "
                + pictures
                + " pictures, of which only the first would be read; save it as a TIFF stack, for"
                + " instance from ImageJ.");
      }
    } finally {
      reader.dispose();
    }
  }

  /** Java's JPEG reader fills a missing end with grey. */
  private static boolean isCutJpeg(Path path) throws IOException {
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
}
