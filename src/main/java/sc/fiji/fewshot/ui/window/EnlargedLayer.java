package sc.fiji.fewshot.ui.window;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Enlarges the picture of a prediction to what is seen of it, each cell a square, and keeps the
 * result while the user looks at the same: Java's own drawing takes ten times as long to enlarge a
 * picture that shines through, each time that it is drawn.
 */
final class EnlargedLayer {

  private PredictionRoi.Layer layer;
  private Rectangle view;
  private double scale;
  private BufferedImage latest;

  /**
   * @param of what to enlarge
   * @param seen the part of the image that is seen, image pixels
   * @param factor screen pixels an image pixel
   * @return the picture of that part
   */
  synchronized BufferedImage of(PredictionRoi.Layer of, Rectangle seen, double factor) {
    if (latest == null || of != layer || factor != scale || !seen.equals(view)) {
      layer = of;
      view = new Rectangle(seen);
      scale = factor;
      latest = enlarge();
    }
    return latest;
  }

  private BufferedImage enlarge() {
    int width = Math.max(1, (int) Math.round(view.width * scale));
    int height = Math.max(1, (int) Math.round(view.height * scale));
    BufferedImage cells = layer.picture();
    int[] columns = cells(width, view.x, cells.getWidth());
    int[] rows = cells(height, view.y, cells.getHeight());
    BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
    int[] pixels = ((DataBufferInt) large.getRaster().getDataBuffer()).getData();
    int[] row = new int[cells.getWidth()];
    for (int y = 0; y < height; y++) {
      if (y > 0 && rows[y] == rows[y - 1]) {
        System.arraycopy(pixels, (y - 1) * width, pixels, y * width, width);
        continue;
      }
      cells.getRGB(0, rows[y], row.length, 1, row, 0, row.length);
      for (int c = 0; c < row.length; c++) {
        row[c] = premultiplied(row[c]);
      }
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = row[columns[x]];
      }
    }
    return large;
  }

  /** In which cell each screen pixel lies. */
  private int[] cells(int length, int start, int count) {
    int[] cells = new int[length];
    for (int i = 0; i < length; i++) {
      int pixel = (int) (start + (i + 0.5) / scale);
      cells[i] = Math.min(count - 1, pixel / layer.stride());
    }
    return cells;
  }

  private static int premultiplied(int argb) {
    int alpha = argb >>> 24;
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      rgb |= ((argb >> shift & 0xff) * alpha + 127) / 255 << shift;
    }
    return alpha << 24 | rgb;
  }
}
