package sc.fiji.fewshot.ui;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import ij.process.ColorProcessor;
import ij.process.MedianCut;
import java.awt.AWTException;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.session.Activity;
import sc.fiji.fewshot.ui.window.OverlayMode;
import sc.fiji.fewshot.ui.window.OverlayView;
import sc.fiji.fewshot.ui.window.SessionModel;
import sc.fiji.fewshot.ui.window.WorkWindow;

/**
 * Makes the pictures of the documentation from the sample images. Run it on a screen of 1600 x 1000
 * pixels, or twice that with {@code -Dsun.java2d.uiScale=2}.
 */
public final class Screenshots {

  private static final long PATIENCE = 120_000;
  private static final Rectangle PART = new Rectangle(240, 70, 528, 506);
  private static final int COLOURS = 256;

  private final Path folder;
  private final String suffix;
  private final Robot robot;
  private ImagePlus image;
  private WorkWindow work;

  private Screenshots(Path folder, String suffix) throws AWTException {
    this.folder = folder;
    this.suffix = suffix;
    robot = new Robot();
  }

  /**
   * @param words folder to write to, {@code light}, {@code dark} or {@code java}, and what to
   *     append to the names
   * @throws Exception if a picture cannot be made
   */
  public static void main(String... words) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> e.printStackTrace());
    switch (words[1]) {
      case "dark" -> UIManager.setLookAndFeel(new FlatDarkLaf());
      case "light" -> UIManager.setLookAndFeel(new FlatLightLaf());
      default -> UIManager.setLookAndFeel(UIManager.getCrossPlatformLookAndFeelClassName());
    }
    Files.createDirectories(Path.of(words[0]));
    int status = 1;
    try {
      new Screenshots(Path.of(words[0]), words.length > 2 ? words[2] : "").make(words.length <= 2);
      status = 0;
    } catch (Exception e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().exit(status);
    }
  }

  /**
   * @param all whether each step is wanted, or only those that show how the window looks
   */
  private void make(boolean all) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    open();
    settle();
    if (all) {
      shoot("window-empty");
    }
    List<Roi> rois = rois();
    mark(rois.subList(0, 2));
    if (all) {
      onEdt(
          () -> {
            image.setRoi(rois.get(2));
            return null;
          });
      shoot("window-marks");
    }
    mark(rois.subList(2, rois.size()));
    await(() -> model().predictions().of(0).isPresent());
    await(
        () ->
            model().activity().kind() == Activity.Kind.IDLE
                && model().predictions().upToDate() == image.getNSlices());
    onEdt(
        () -> {
          work.context().selection().selectMarks(List.of(model().state().marks().get(0)));
          return null;
        });
    shoot("window-overlay");
    show(1);
    shoot("window-options");
    show(2);
    onEdt(
        () -> {
          ((AbstractButton) named(work.context().frame(), "guidance.next")).doClick();
          return null;
        });
    await(() -> image.getRoi() != null);
    shoot("window-guidance");
    if (all) {
      show(3);
      shoot("window-results");
    }
    if (all) {
      show(0);
      view(v -> v.withMode(OverlayMode.PROBABILITY).withClassName("neutrophil"));
      shoot("window-probability");
      view(v -> v.withMode(OverlayMode.UNCERTAINTY));
      shoot("window-uncertainty");
    }
    onEdt(
        () -> {
          work.close();
          return null;
        });
  }

  /** A part of the image, so that the pictures stay small. */
  private void open() throws Exception {
    ImagePlus whole = IJ.openImage("sample-images/blood-smear.tif");
    whole.setRoi(PART);
    image = whole.crop("stack");
    image.setTitle("blood-smear.tif");
    image.deleteRoi();
    onEdt(
        () -> {
          image.show();
          image.getWindow().setLocation(20, 40);
          return null;
        });
    work = InteractiveWindow.open(image);
  }

  private SessionModel model() {
    return work.context().model();
  }

  private void show(int tab) throws Exception {
    onEdt(
        () -> {
          tabs(work.context().frame()).setSelectedIndex(tab);
          return null;
        });
  }

  private void view(UnaryOperator<OverlayView> change) throws Exception {
    onEdt(
        () -> {
          work.context().view().change(change);
          return null;
        });
    settle();
  }

  /** Those that lie in the part that is shown, the classes in turn. */
  private static List<Roi> rois() {
    RoiManager manager = new RoiManager(false);
    manager.runCommand("Open", "sample-images/blood-smear-rois.zip");
    return Arrays.stream(manager.getRoisAsArray())
        .filter(roi -> PART.contains(roi.getBounds()))
        .peek(roi -> roi.translate(-PART.x, -PART.y))
        .sorted(Comparator.comparing(roi -> roi.getName().replaceFirst(".*#", "")))
        .toList();
  }

  private void mark(List<Roi> rois) throws Exception {
    for (Roi roi : rois) {
      String name = roi.getName().replaceFirst("#.*", "");
      onEdt(() -> model().state().indexOf(name) >= 0 || model().change(s -> s.withClass(name)));
      settle();
      onEdt(
          () -> {
            image.setRoi(roi);
            work.context().marking().addToClass(model().state().indexOf(name));
            return null;
          });
      settle();
    }
  }

  private static JTabbedPane tabs(Container in) {
    for (Component c : in.getComponents()) {
      if (c instanceof JTabbedPane found) {
        return found;
      }
      if (c instanceof Container inner) {
        JTabbedPane found = tabs(inner);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Component named(Container in, String name) {
    for (Component c : in.getComponents()) {
      if (name.equals(c.getName())) {
        return c;
      }
      Component found = c instanceof Container inner ? named(inner, name) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void shoot(String name) throws Exception {
    settle();
    Rectangle left = onEdt(() -> image.getWindow().getBounds());
    Rectangle right = onEdt(() -> work.context().frame().getBounds());
    Rectangle area = left.union(right);
    BufferedImage screen = capture(area);
    double scale = (double) screen.getWidth() / area.width;
    BufferedImage picture =
        new BufferedImage(screen.getWidth(), screen.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (Rectangle window : List.of(left, right)) {
      int x = (int) Math.round((window.x - area.x) * scale);
      int y = (int) Math.round((window.y - area.y) * scale);
      int width = Math.min((int) Math.round(window.width * scale), screen.getWidth() - x);
      int height = Math.min((int) Math.round(window.height * scale), screen.getHeight() - y);
      pen.drawImage(screen.getSubimage(x, y, width, height), x, y, null);
    }
    pen.dispose();
    ImageIO.write(withPalette(picture), "png", folder.resolve(name + suffix + ".png").toFile());
  }

  /** Four times smaller files. Median cut alone may give two classes the same colour. */
  private BufferedImage withPalette(BufferedImage picture) {
    int[] kept = model().state().classes().stream().mapToInt(LabelClass::rgb).toArray();
    int[] palette = new int[COLOURS];
    ((IndexColorModel)
            new MedianCut(new ColorProcessor(picture))
                .convertToByte(COLOURS - kept.length)
                .getColorModel())
        .getRGBs(palette);
    System.arraycopy(kept, 0, palette, COLOURS - kept.length, kept.length);
    IndexColorModel colours =
        new IndexColorModel(Byte.SIZE, COLOURS, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage small =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colours);
    small.setRGB(
        0, 0, width, height, picture.getRGB(0, 0, width, height, null, 0, width), 0, width);
    return small;
  }

  private BufferedImage capture(Rectangle area) {
    List<Image> variants = robot.createMultiResolutionScreenCapture(area).getResolutionVariants();
    return (BufferedImage) variants.get(variants.size() - 1);
  }

  private void settle() throws Exception {
    Thread.sleep(400);
    onEdt(() -> null);
  }

  private static void await(BooleanSupplier done) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE;
    while (!onEdt(done::getAsBoolean)) {
      if (System.currentTimeMillis() > end) {
        throw new IllegalStateException("nothing happened");
      }
      Thread.sleep(100);
    }
  }

  private static <T> T onEdt(Callable<T> job) throws Exception {
    if (SwingUtilities.isEventDispatchThread()) {
      return job.call();
    }
    Object[] result = new Object[1];
    Exception[] problem = new Exception[1];
    SwingUtilities.invokeAndWait(
        () -> {
          try {
            result[0] = job.call();
          } catch (Exception e) {
            problem[0] = e;
          }
        });
    if (problem[0] != null) {
      throw problem[0];
    }
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }
}
