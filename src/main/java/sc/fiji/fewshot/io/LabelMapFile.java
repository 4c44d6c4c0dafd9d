package sc.fiji.fewshot.io;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.predict.GridPrediction;

/** Writes label maps as a palette TIFF of the size and calibration of the image. */
public final class LabelMapFile {

  private LabelMapFile() {}

  /**
   * @param file to write
   * @param image that was classified
   * @param slices its predictions, all slices in order
   * @param classes in the order of the labels; label k + 1 is class k, 0 is unknown
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(
      Path file, ImageSource image, List<GridPrediction> slices, List<LabelClass> classes) {
    PixelSize size = image.pixelSize();
    StackLayout layout =
        new StackLayout(
            1,
            image.shape().depth(),
            image.shape().frames(),
            size.width(),
            size.height(),
            size.depth(),
            size.unit(),
            image.downsampling());
    AtomicFile.write(
        file,
        temporary -> {
          try (TiffStackWriter writer = TiffStackWriter.open(temporary, layout)) {
            for (GridPrediction slice : slices) {
              writer.writePage(new LabelMapPage(slice, classes));
            }
          }
        });
  }
}
