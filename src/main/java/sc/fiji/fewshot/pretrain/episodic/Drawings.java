package sc.fiji.fewshot.pretrain.episodic;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Resampler;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Reads dark drawings on light paper, such as Omniglot's: every folder, however deep, that holds
 * images itself is a class.
 */
final class Drawings {

  private Drawings() {}

  /**
   * @param folders each searched for classes
   * @param side width and height to bring the images to, pixels
   * @return all classes of all folders, in the order of the folders, then of the paths
   * @throws FewShotException if a folder or image cannot be read or there are fewer than two
   *     classes
   */
  static ClassImages read(List<Path> folders, int side) {
    List<String> classes = new ArrayList<>();
    List<byte[]> ink = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path folder : folders) {
      for (Path classFolder : classFolders(folder)) {
        List<byte[]> own = images(classFolder).parallelStream().map(f -> ink(f, side)).toList();
        labels.addAll(Collections.nCopies(own.size(), classes.size()));
        classes.add(
            folder
                .toAbsolutePath()
                .getParent()
                .relativize(classFolder.toAbsolutePath())
                .toString());
        ink.addAll(own);
      }
    }
    if (classes.size() < 2) {
      throw new FewShotException(
          folders + " hold fewer than two classes; give folders with one sub-folder a class.");
    }
    return new ClassImages(
        classes, side, ink, labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * @param file an image
   * @param side width and height to bring it to
   * @return 0 (paper) to 255 (ink), row by row
   */
  static byte[] ink(Path file, int side) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw new FewShotException(file + " is no image that can be read; remove it.");
      }
      RgbImage small = Resampler.resize(rgb(image), side, side);
      byte[] ink = new byte[side * side];
      for (int i = 0; i < ink.length; i++) {
        float grey = (small.rgb()[3 * i] + small.rgb()[3 * i + 1] + small.rgb()[3 * i + 2]) / 3;
        ink[i] = (byte) Math.round(255 * (1 - grey));
      }
      return ink;
    } catch (IOException e) {
      throw new FewShotException(file + " is no image that can be read; remove it.", e);
    }
  }

  private static RgbImage rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plain.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    int[] pixels = plain.getRGB(0, 0, width, height, null, 0, width);
    float[] values = new float[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      for (int c = 0; c < 3; c++) {
        values[3 * i + c] = ((pixels[i] >> (16 - 8 * c)) & 0xff) / 255f;
      }
    }
    return new RgbImage(width, height, values);
  }

  private static List<Path> classFolders(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isDirectory).filter(f -> !images(f).isEmpty()).sorted().toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }

  private static List<Path> images(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(
              f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif|bmp|tiff?)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }
}
