package sc.fiji.fewshot.io;

import java.awt.image.BufferedImage;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Verdict;

/** Colours of classes over a picture, the paler the less they are worth. */
final class ClassColours {

  private static final float LIKELY_OPACITY = 0.45f;
  private static final float UNSURE_OPACITY = 0.2f;

  private ClassColours() {}

  /**
   * @param original a slice at some scale
   * @param slice its prediction
   * @param classes in the order of the labels
   * @param scale pixels of the picture an image pixel
   * @return the slice, coloured
   */
  static BufferedImage over(
      BufferedImage original, GridPrediction slice, List<LabelClass> classes, double scale) {
    BufferedImage out =
        new BufferedImage(original.getWidth(), original.getHeight(), BufferedImage.TYPE_INT_RGB);
    int stride = slice.grid().stride();
    for (int y = 0; y < out.getHeight(); y++) {
      int row = (int) Math.min(slice.grid().rows() - 1, y / scale / stride);
      for (int x = 0; x < out.getWidth(); x++) {
        int column = (int) Math.min(slice.grid().columns() - 1, x / scale / stride);
        int index = slice.index(column, row);
        int colour = classes.get(slice.scores().label(index)).rgb();
        out.setRGB(x, y, mix(original.getRGB(x, y), colour, opacity(slice.verdict(index))));
      }
    }
    return out;
  }

  private static float opacity(Verdict verdict) {
    return switch (verdict) {
      case LIKELY -> LIKELY_OPACITY;
      case UNSURE -> UNSURE_OPACITY;
      case UNKNOWN -> 0;
    };
  }

  private static int mix(int below, int above, float opacity) {
    int out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int b = below >> shift & 0xff;
      int a = above >> shift & 0xff;
      out |= Math.round(b + (a - b) * opacity) << shift;
    }
    return out;
  }
}
