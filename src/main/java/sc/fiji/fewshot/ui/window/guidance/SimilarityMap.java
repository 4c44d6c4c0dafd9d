package sc.fiji.fewshot.ui.window.guidance;

import java.awt.image.BufferedImage;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.ui.window.Ramp;

/** Turns similarities into a small picture, one pixel a cell. May be used from any thread. */
final class SimilarityMap {

  /** How strongly it covers the image at least: faint colours cannot be told apart. */
  private static final double LEAST_OPACITY = 0.5;

  private SimilarityMap() {}

  /**
   * @param similarity one value a cell, row by row; what is below 0 is as unlike as 0
   * @param opacity from 0 to 1
   */
  static BufferedImage paint(PatchGrid grid, float[] similarity, double opacity) {
    int columns = grid.columns();
    int alpha = (int) Math.round(Math.max(LEAST_OPACITY, opacity) * 255) << 24;
    BufferedImage picture = new BufferedImage(columns, grid.rows(), BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < similarity.length; i++) {
      picture.setRGB(i % columns, i / columns, alpha | Ramp.rgb(similarity[i]));
    }
    return picture;
  }
}
