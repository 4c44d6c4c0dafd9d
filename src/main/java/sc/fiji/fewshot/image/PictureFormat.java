package sc.fiji.fewshot.image;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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
      return new ImagePlusSource(new ImagePlus(where.name(), withoutPalette(image)));
    } catch (IOException | RuntimeException e) {
      throw e instanceof FewShotException told ? told : ImageFiles.damaged(path, e);
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
