package sc.fiji.fewshot.batch.journal;

import java.io.Serializable;
import java.util.List;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * What a summary says of an image. Counts and areas are by the values of the label map: first what
 * is unknown, then the classes.
 *
 * @param width columns
 * @param height rows
 * @param slices all of them
 * @param unit of length: areas are in its square
 * @param counts patches, regions or slices
 * @param areas all slices together
 * @param confidence mean probability of the most probable class; 0 if there is nothing
 */
public record ImageFigures(
    int width,
    int height,
    int slices,
    String unit,
    long[] counts,
    double[] areas,
    double confidence)
    implements Serializable {

  /**
   * @param image that was classified
   * @param slices its predictions
   * @param classes how many
   * @return the figures
   */
  public static ImageFigures ofPatches(
      ImageSource image, List<GridPrediction> slices, int classes) {
    Sums sums = new Sums(classes);
    for (GridPrediction slice : slices) {
      int columns = slice.grid().columns();
      for (int i = 0; i < slice.scores().size(); i++) {
        Box cell = slice.grid().cell(i % columns, i / columns);
        sums.add(slice.labelMapValue(i), cell.area(), slice.scores().confidence(i));
      }
    }
    return sums.figures(image);
  }

  /**
   * @param image that was classified
   * @param regions its predictions
   * @param classes how many
   * @return the figures
   */
  public static ImageFigures ofRegions(
      ImageSource image, List<RegionPrediction> regions, int classes) {
    Sums sums = new Sums(classes);
    for (RegionPrediction region : regions) {
      sums.add(region.labelMapValue(), region.region().area(), region.scores().confidence(0));
    }
    return sums.figures(image);
  }

  /**
   * @return how many patches, regions or slices
   */
  public long count() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /**
   * @return the area of all
   */
  public double area() {
    double sum = 0;
    for (double area : areas) {
      sum += area;
    }
    return sum;
  }

  /**
   * @return which part of the area is unknown, 0 to 1
   */
  public double unknownShare() {
    return area() == 0 ? 0 : areas[0] / area();
  }

  /** Adds up. */
  private static final class Sums {

    private final long[] counts;
    private final long[] pixels;
    private double confidence;

    Sums(int classes) {
      counts = new long[classes + 1];
      pixels = new long[classes + 1];
    }

    void add(int value, long area, float confidenceThere) {
      counts[value]++;
      pixels[value] += area;
      confidence += confidenceThere;
    }

    ImageFigures figures(ImageSource image) {
      PixelSize size = image.pixelSize();
      double[] areas = new double[pixels.length];
      long count = 0;
      for (int v = 0; v < areas.length; v++) {
        areas[v] = pixels[v] * size.width() * size.height();
        count += counts[v];
      }
      return new ImageFigures(
          image.width(),
          image.height(),
          image.slices(),
          size.unit(),
          counts,
          areas,
          count == 0 ? 0 : confidence / count);
    }
  }
}
