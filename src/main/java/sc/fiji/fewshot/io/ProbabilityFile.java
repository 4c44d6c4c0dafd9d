package sc.fiji.fewshot.io;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * Writes the probabilities as a 32-bit hyperstack: one channel a class, one pixel a patch, the
 * pixel size grown by the stride so that it lies over the image.
 */
public final class ProbabilityFile {

  private ProbabilityFile() {}

  /**
   * @param file to write
   * @param image that was classified
   * @param slices its predictions, all slices in order
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(Path file, ImageSource image, List<GridPrediction> slices) {
    PixelSize size = image.pixelSize();
    int stride = slices.get(0).grid().stride();
    int classes = slices.get(0).scores().classes();
    boolean calibrated = !size.equals(PixelSize.UNCALIBRATED);
    StackLayout layout =
        new StackLayout(
            classes,
            image.shape().depth(),
            image.shape().frames(),
            calibrated ? size.width() * stride : 1,
            calibrated ? size.height() * stride : 1,
            size.depth(),
            size.unit(),
            image.downsampling() * stride);
    AtomicFile.write(
        file,
        temporary -> {
          try (TiffStackWriter writer = TiffStackWriter.open(temporary, layout)) {
            for (GridPrediction slice : slices) {
              for (int c = 0; c < classes; c++) {
                writer.writePage(page(slice, c));
              }
            }
          }
        });
  }

  private static BufferedImage page(GridPrediction slice, int label) {
    int columns = slice.grid().columns();
    int rows = slice.grid().rows();
    ComponentColorModel grey =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    WritableRaster raster = grey.createCompatibleWritableRaster(columns, rows);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int index = slice.index(column, row);
        raster.setSample(column, row, 0, slice.scores().probability(index, label));
      }
    }
    return new BufferedImage(grey, raster, false, null);
  }
}
