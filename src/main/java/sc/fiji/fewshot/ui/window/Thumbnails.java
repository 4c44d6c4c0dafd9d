package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;

/** Small pictures of marks, as the image looks on the screen; cut out in the background. */
public final class Thumbnails {

  private static final double AROUND = 1.2;

  private final ImagePlus image;
  private final Executor background;
  private final Runnable repaint;
  private final int side = 2 * Em.of(2.4);
  private final Map<Mark, Optional<Image>> pictures = new WeakHashMap<>();

  /**
   * @param image from which to cut out
   * @param background where to cut out
   * @param repaint called when a picture is ready
   */
  public Thumbnails(ImagePlus image, Executor background, Runnable repaint) {
    this.image = image;
    this.background = background;
    this.repaint = repaint;
  }

  /**
   * @param mark any
   * @return its picture; empty until it is ready. Twice as large as shown, for fine screens
   */
  public Optional<Image> of(Mark mark) {
    Optional<Image> known = pictures.get(mark);
    if (known == null) {
      pictures.put(mark, Optional.empty());
      boolean composite = image.isComposite();
      LUT[] luts = image.getLuts();
      background.execute(() -> cut(mark, composite, luts));
      return Optional.empty();
    }
    return known;
  }

  /** The image has other pixels now. */
  public void forget() {
    pictures.clear();
  }

  private void cut(Mark mark, boolean composite, LUT[] luts) {
    try {
      Image picture = picture(mark.example(), composite, luts);
      SwingUtilities.invokeLater(
          () -> {
            pictures.put(mark, Optional.of(picture));
            repaint.run();
          });
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
      // The image was closed or cut meanwhile: the list does without the picture.
      return;
    }
  }

  private Image picture(Example example, boolean composite, LUT[] luts) {
    Box box = example.region().bounds();
    int reach = (int) Math.ceil(Math.max(box.width(), box.height()) * AROUND);
    StackShape shape = Slices.shape(image);
    BufferedImage sum = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int channels = composite ? image.getNChannels() : 1;
    for (int c = 0; c < channels; c++) {
      int z = shape.z(example.slice()) + 1;
      int t = shape.t(example.slice()) + 1;
      ImageProcessor plane =
          image.getStackSize() == 1
              ? image.getProcessor().duplicate()
              : image.getStack().getProcessor(image.getStackIndex(c + 1, z, t));
      plane.setRoi(
          (int) (box.centreX() - reach / 2.0), (int) (box.centreY() - reach / 2.0), reach, reach);
      ImageProcessor piece = plane.crop();
      if (composite || piece.getNChannels() == 1) {
        LUT lut = luts[Math.min(c, luts.length - 1)];
        piece.setLut(lut);
        piece.setMinAndMax(lut.min, lut.max);
      }
      add(piece.createImage(), sum);
    }
    return sum;
  }

  private static void add(Image piece, BufferedImage sum) {
    BufferedImage scaled =
        new BufferedImage(sum.getWidth(), sum.getHeight(), BufferedImage.TYPE_INT_RGB);
    double scale =
        Math.min(
            (double) sum.getWidth() / piece.getWidth(null),
            (double) sum.getHeight() / piece.getHeight(null));
    int width = (int) Math.round(piece.getWidth(null) * scale);
    int height = (int) Math.round(piece.getHeight(null) * scale);
    Graphics2D pen = scaled.createGraphics();
    pen.setColor(Color.BLACK);
    pen.fillRect(0, 0, sum.getWidth(), sum.getHeight());
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(
        piece, (sum.getWidth() - width) / 2, (sum.getHeight() - height) / 2, width, height, null);
    pen.dispose();
    for (int y = 0; y < sum.getHeight(); y++) {
      for (int x = 0; x < sum.getWidth(); x++) {
        sum.setRGB(x, y, plus(sum.getRGB(x, y), scaled.getRGB(x, y)));
      }
    }
  }

  private static int plus(int a, int b) {
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      rgb |= Math.min(0xff, (a >> shift & 0xff) + (b >> shift & 0xff)) << shift;
    }
    return rgb;
  }
}
