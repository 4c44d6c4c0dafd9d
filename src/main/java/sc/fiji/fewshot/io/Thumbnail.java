package sc.fiji.fewshot.io;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.predict.GridPrediction;

/** A small picture of an image, coloured by class where each patch has one. */
public final class Thumbnail {

  private static final int LARGEST = 220;

  private Thumbnail() {}

  /**
   * @param file a PNG to write
   * @param view of the image that was classified
   * @param slices its predictions, the middle one of which is shown
   * @param classes in the order of the labels
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(
      Path file, RgbView view, List<GridPrediction> slices, List<LabelClass> classes) {
    GridPrediction slice = slices.get(slices.size() / 2);
    double scale = scale(view);
    write(file, ClassColours.over(original(view, slice.slice(), scale), slice, classes, scale));
  }

  /**
   * @param file a PNG to write
   * @param view of an image, the middle slice of which is shown as it is
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(Path file, RgbView view) {
    write(file, original(view, view.image().slices() / 2, scale(view)));
  }

  private static double scale(RgbView view) {
    return Math.min(1, (double) LARGEST / Math.max(view.image().width(), view.image().height()));
  }

  private static BufferedImage original(RgbView view, int slice, double scale) {
    return Pictures.of(view.overview(slice, scale));
  }

  private static void write(Path file, BufferedImage picture) {
    AtomicFile.write(file, temporary -> ImageIO.write(picture, "png", temporary.toFile()));
  }
}
