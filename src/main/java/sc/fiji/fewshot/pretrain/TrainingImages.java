package sc.fiji.fewshot.pretrain;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;

/** Reads folders of classes into memory as bytes, all at one size, for pretraining. */
final class TrainingImages {

  private TrainingImages() {}

  /**
   * @param folder one folder a class; a single class makes an unlabelled set
   * @param side width and height that every image is brought to
   * @return the set, files in the order of their names
   * @throws FewShotException if the folder or an image cannot be read
   */
  static TrainingSet read(Path folder, int side) {
    List<String> classes = new ArrayList<>();
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path classFolder : list(folder)) {
      if (Files.isDirectory(classFolder)) {
        List<byte[]> own = list(classFolder).parallelStream().map(f -> bytes(f, side)).toList();
        labels.addAll(Collections.nCopies(own.size(), classes.size()));
        classes.add(classFolder.getFileName().toString());
        pixels.addAll(own);
      }
    }
    if (pixels.isEmpty()) {
      throw new FewShotException(
          folder + " holds no folders of images; give a folder with one sub-folder a class.");
    }
    return TrainingSet.of(
        folder.getFileName().toString(),
        classes,
        side,
        pixels,
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }

  private static byte[] bytes(Path file, int side) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw new FewShotException(file + " is no image that can be read; remove it.");
      }
      BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = scaled.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, side, side, null);
      graphics.dispose();
      int[] rgb = scaled.getRGB(0, 0, side, side, null, 0, side);
      byte[] out = new byte[3 * rgb.length];
      for (int i = 0; i < rgb.length; i++) {
        out[3 * i] = (byte) (rgb[i] >> 16);
        out[3 * i + 1] = (byte) (rgb[i] >> 8);
        out[3 * i + 2] = (byte) rgb[i];
      }
      return out;
    } catch (IOException e) {
      throw new FewShotException(file + " is no image that can be read; remove it.", e);
    }
  }
}
