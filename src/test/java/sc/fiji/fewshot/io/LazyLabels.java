package sc.fiji.fewshot.io;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;

/** A label map whose tiles are computed on request and kept nowhere; it counts the requests. */
final class LazyLabels implements RenderedImage {

  private final int width;
  private final int height;
  private final int tileSize;
  private final IndexColorModel palette;
  private final SampleModel samples;
  private int computed;
  private int largestRequest;

  LazyLabels(int width, int height, int tileSize) {
    this.width = width;
    this.height = height;
    this.tileSize = tileSize;
    byte[] ramp = new byte[256];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i * 37);
    }
    palette = new IndexColorModel(8, 256, ramp, new byte[256], ramp);
    samples =
        new BufferedImage(tileSize, tileSize, BufferedImage.TYPE_BYTE_INDEXED, palette)
            .getSampleModel();
  }

  static int label(int x, int y) {
    return (x / 100 + y / 90) % 5;
  }

  int computed() {
    return computed;
  }

  int largestRequest() {
    return largestRequest;
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    computed++;
    WritableRaster tile =
        Raster.createWritableRaster(samples, new Point(tileX * tileSize, tileY * tileSize));
    for (int y = 0; y < tileSize; y++) {
      for (int x = 0; x < tileSize; x++) {
        int label = label(tileX * tileSize + x, tileY * tileSize + y);
        tile.setSample(tileX * tileSize + x, tileY * tileSize + y, 0, label);
      }
    }
    return tile;
  }

  @Override
  public Raster getData(Rectangle area) {
    largestRequest = Math.max(largestRequest, area.width * area.height);
    WritableRaster out =
        Raster.createWritableRaster(
            samples.createCompatibleSampleModel(area.width, area.height), area.getLocation());
    return copyData(out);
  }

  @Override
  public Raster getData() {
    return getData(new Rectangle(width, height));
  }

  @Override
  public WritableRaster copyData(WritableRaster raster) {
    Rectangle area = raster.getBounds();
    int lastTileY = (area.y + area.height - 1) / tileSize;
    int lastTileX = (area.x + area.width - 1) / tileSize;
    for (int tileY = area.y / tileSize; tileY <= lastTileY; tileY++) {
      for (int tileX = area.x / tileSize; tileX <= lastTileX; tileX++) {
        Raster tile = getTile(tileX, tileY);
        Rectangle common = area.intersection(tile.getBounds());
        raster.setRect(
            tile.createChild(
                common.x, common.y, common.width, common.height, common.x, common.y, null));
      }
    }
    return raster;
  }

  @Override
  public Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return java.awt.Image.UndefinedProperty;
  }

  @Override
  public String[] getPropertyNames() {
    return null;
  }

  @Override
  public ColorModel getColorModel() {
    return palette;
  }

  @Override
  public SampleModel getSampleModel() {
    return samples;
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
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
    return (width + tileSize - 1) / tileSize;
  }

  @Override
  public int getNumYTiles() {
    return (height + tileSize - 1) / tileSize;
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
    return tileSize;
  }

  @Override
  public int getTileHeight() {
    return tileSize;
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
