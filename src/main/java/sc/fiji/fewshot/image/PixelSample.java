package sc.fiji.fewshot.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Values from all over an image, for its percentiles: the same ones each time, about a million a
 * channel at most.
 */
final class PixelSample {

  private static final int MOST_SLICES = 16;
  private static final int BOXES_A_SIDE = 8;
  private static final int BOX = 64;

  private PixelSample() {}

  /**
   * @param image to sample
   * @return one array a channel; never empty
   * @throws sc.fiji.fewshot.FewShotException if there is a NaN among them
   */
  static float[][] of(ImageSource image) {
    List<float[][]> pieces = new ArrayList<>();
    int slices = Math.min(MOST_SLICES, image.slices());
    for (int i = 0; i < slices; i++) {
      int slice = (int) ((long) i * image.slices() / slices);
      for (Box box : boxes(image)) {
        pieces.add(image.read(slice, box));
      }
    }
    float[][] sample = new float[image.channels()][];
    for (int c = 0; c < sample.length; c++) {
      sample[c] = new float[pieces.stream().mapToInt(p -> p[0].length).sum()];
      int at = 0;
      for (float[][] piece : pieces) {
        System.arraycopy(piece[c], 0, sample[c], at, piece[c].length);
        at += piece[c].length;
      }
      for (float value : sample[c]) {
        if (Float.isNaN(value)) {
          throw IntensityMapping.notANumber(image.name());
        }
      }
    }
    return sample;
  }

  private static List<Box> boxes(ImageSource image) {
    int reach = BOXES_A_SIDE * BOX;
    if (image.width() <= reach && image.height() <= reach) {
      return List.of(new Box(0, 0, image.width(), image.height()));
    }
    List<Box> boxes = new ArrayList<>();
    for (int j = 0; j < BOXES_A_SIDE; j++) {
      for (int i = 0; i < BOXES_A_SIDE; i++) {
        int width = Math.min(BOX, image.width());
        int height = Math.min(BOX, image.height());
        int x = (int) ((long) (image.width() - width) * i / (BOXES_A_SIDE - 1));
        int y = (int) ((long) (image.height() - height) * j / (BOXES_A_SIDE - 1));
        boxes.add(new Box(x, y, width, height));
      }
    }
    return boxes;
  }
}
