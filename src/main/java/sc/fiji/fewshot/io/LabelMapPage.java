package sc.fiji.fewshot.io;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.List;
import java.util.Vector;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * The label map of one slice at the size of the image: 0 where nothing is known, else the number of
 * the class from 1 on. Its strips are computed when they are asked for, so that the map of a huge
 * image takes no memory.
 */
final class LabelMapPage implements RenderedImage {

  private static final int STRIP_HEIGHT = 64;

  private final GridPrediction prediction;
  private final IndexColorModel colours;
  private final SampleModel strip;

  LabelMapPage(GridPrediction prediction, List<LabelClass> classes) {
    this.prediction = prediction;
    colours = LabelPalette.of(classes);
    strip =
        colours.createCompatibleSampleModel(
            prediction.grid().width(), Math.min(STRIP_HEIGHT, prediction.grid().height()));
  }

  private void fill(WritableRaster raster) {
    Rectangle area = raster.getBounds();
    int stride = prediction.grid().stride();
    int[] line = new int[area.width];
    int lineRow = -1;
    for (int y = area.y; y < area.y + area.height; y++) {
      int row = Math.min(y, getHeight() - 1) / stride;
      if (row != lineRow) {
        for (int x = 0; x < line.length; x++) {
          int column = Math.min(area.x + x, getWidth() - 1) / stride;
          int from = column * stride - area.x;
          line[x] =
              x > 0 && x != from
                  ? line[x - 1]
                  : prediction.labelMapValue(prediction.index(column, row));
        }
        lineRow = row;
      }
      raster.setSamples(area.x, y, area.width, 1, 0, line);
    }
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    WritableRaster raster =
        Raster.createWritableRaster(strip, new Point(0, tileY * getTileHeight()));
    fill(raster);
    return raster;
  }

  @Override
  public Raster getData(Rectangle area) {
    WritableRaster raster =
        Raster.createWritableRaster(
            colours.createCompatibleSampleModel(area.width, area.height), area.getLocation());
    fill(raster);
    return raster;
  }

  @Override
  public Raster getData() {
    return getData(new Rectangle(getWidth(), getHeight()));
  }

  @Override
  public WritableRaster copyData(WritableRaster raster) {
    WritableRaster out =
        raster != null
            ? raster
            : Raster.createWritableRaster(
                colours.createCompatibleSampleModel(getWidth(), getHeight()), new Point(0, 0));
    fill(out);
    return out;
  }

  @Override
  public Vector<RenderedImage> getSources() {
    return new Vector<>();
  }

  @Override
  public Object getProperty(String name) {
    return java.awt.Image.UndefinedProperty;
  }

  @Override
  public String[] getPropertyNames() {
    return new String[0];
  }

  @Override
  public ColorModel getColorModel() {
    return colours;
  }

  @Override
  public SampleModel getSampleModel() {
    return strip;
  }

  @Override
  public int getWidth() {
    return prediction.grid().width();
  }

  @Override
  public int getHeight() {
    return prediction.grid().height();
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return (getHeight() + getTileHeight() - 1) / getTileHeight();
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileWidth() {
    return strip.getWidth();
  }

  @Override
  public int getTileHeight() {
    return strip.getHeight();
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }
}
