package sc.fiji.fewshot.predict;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;

/**
 * A scene that is easy to classify: smooth blue on the left half, a coarse red check on the right.
 */
public final class Scenes {

  private Scenes() {}

  /** A stack of such slices with noise. */
  public static ImagePlus halves(int width, int height, int slices) {
    Random random = new Random(5);
    ImageStack stack = new ImageStack(width, height);
    for (int s = 0; s < slices; s++) {
      ColorProcessor pixels = new ColorProcessor(width, height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int noise = random.nextInt(6);
          boolean right = x >= width / 2;
          boolean dark = right && (x / 6 + y / 6) % 2 == 0;
          Color colour =
              right
                  ? new Color(dark ? 90 : 200, 40 + noise, 50)
                  : new Color(40, 80 + noise, 180 + noise);
          pixels.set(x, y, colour.getRGB());
        }
      }
      stack.addSlice(pixels);
    }
    return new ImagePlus("halves", stack);
  }

  /** Marks of side 24 on the first slice, the same number in each half. */
  public static List<Example> marks(int width, int height, int each) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      int y = (height - 24) * i / Math.max(1, each - 1);
      examples.add(new Example(Region.rectangle(width / 8, y, 24, 24), 0, "smooth", "smooth#" + i));
      examples.add(
          new Example(Region.rectangle(width * 5 / 8, y, 24, 24), 0, "check", "check#" + i));
    }
    return examples;
  }
}
