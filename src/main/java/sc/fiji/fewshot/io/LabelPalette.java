package sc.fiji.fewshot.io;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;

/** The colours of label maps. */
public final class LabelPalette {

  /** More classes do not fit into a label map of 8 bits. */
  public static final int MOST_CLASSES = 254;

  private static final int SIZE = 256;
  private static final int UNKNOWN_GREY = 0x303030;

  private LabelPalette() {}

  /**
   * @param value of a label map: 0 for unknown, else the number of a class from 1 on
   * @param classes in the order of the labels
   * @return its colour as 0xRRGGBB
   */
  public static int colour(int value, List<LabelClass> classes) {
    return value == 0 ? UNKNOWN_GREY : classes.get(value - 1).rgb();
  }

  /**
   * @param classes in the order of the labels, at most {@link #MOST_CLASSES}
   * @return the colour of each value; black for those that stand for nothing
   */
  public static IndexColorModel of(List<LabelClass> classes) {
    int[] rgb = new int[SIZE];
    for (int value = 0; value <= classes.size(); value++) {
      rgb[value] = colour(value, classes);
    }
    return new IndexColorModel(Byte.SIZE, SIZE, rgb, 0, false, -1, DataBuffer.TYPE_BYTE);
  }
}
