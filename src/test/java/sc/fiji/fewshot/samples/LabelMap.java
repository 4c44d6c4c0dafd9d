package sc.fiji.fewshot.samples;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.List;

/** Which class each pixel belongs to: 0 is undecided, 1 the first class. */
final class LabelMap {

  /** Something that is of no class; becomes 0. */
  static final int OTHER = 255;

  static final int GREY = 0x999999;
  private static final int[] OKABE_ITO = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442};

  final int width;
  final int height;
  private final int[] labels;

  LabelMap(int width, int height, int label) {
    this.width = width;
    this.height = height;
    labels = new int[width * height];
    Arrays.fill(labels, label);
  }

  int get(int x, int y) {
    return labels[y * width + x];
  }

  void set(int x, int y, int label) {
    labels[y * width + x] = label;
  }

  /** Labels the inside of an outline, grown by some pixels. */
  void fill(Outline outline, double margin, int label) {
    outline.paint(width, height, margin, (x, y, depth) -> set(x, y, label));
  }

  /** This map with 0 wherever another label lies within a radius. */
  LabelMap undecidedWithin(double radius) {
    LabelMap result = new LabelMap(width, height, 0);
    int reach = (int) radius;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int label = get(x, y);
        result.set(x, y, label == OTHER || !alone(x, y, reach, radius * radius) ? 0 : label);
      }
    }
    return result;
  }

  private boolean alone(int x, int y, int reach, double square) {
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        int column = x + dx;
        int row = y + dy;
        if (dx * dx + dy * dy <= square
            && column >= 0
            && row >= 0
            && column < width
            && row < height
            && get(column, row) != get(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The colours of the classes; a background is grey. */
  static int colour(List<String> classes, int label) {
    boolean background = classes.get(0).equals("background");
    return background && label == 1 ? GREY : OKABE_ITO[label - (background ? 2 : 1)];
  }

  BufferedImage image(List<String> classes) {
    int count = classes.size() + 1;
    int[] colours = new int[count];
    for (int label = 1; label < count; label++) {
      colours[label] = colour(classes, label);
    }
    IndexColorModel palette = new IndexColorModel(8, count, colours, 0, false, -1, 0);
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, get(x, y));
      }
    }
    return image;
  }
}
