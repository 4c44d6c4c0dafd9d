package sc.fiji.fewshot.pretrain.episodic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Classes that are easy to tell apart: a blot in some place, with noise. */
final class DrawnShapes {

  private DrawnShapes() {}

  static ClassImages of(int classes, int each, int side) {
    Random random = new Random(3);
    List<String> names = new ArrayList<>();
    List<byte[]> ink = new ArrayList<>();
    int[] labels = new int[classes * each];
    for (int c = 0; c < classes; c++) {
      names.add("class" + c);
      int left = random.nextInt(side - 6);
      int top = random.nextInt(side - 6);
      for (int i = 0; i < each; i++) {
        byte[] image = new byte[side * side];
        random.nextBytes(image);
        for (int k = 0; k < image.length; k++) {
          boolean blot = k % side - left >= 0 && k % side - left < 6;
          blot &= k / side - top >= 0 && k / side - top < 6;
          image[k] = (byte) ((image[k] & 0x3f) + (blot ? 150 : 0));
        }
        labels[ink.size()] = c;
        ink.add(image);
      }
    }
    return new ClassImages(names, side, ink, labels);
  }
}
