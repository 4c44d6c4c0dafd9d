package sc.fiji.fewshot.io;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.predict.GridPrediction;

/** A picture for people: some slices, each beside itself coloured by class, and a legend. */
public final class ContactSheet {

  private static final int MOST_SLICES = 6;
  private static final int SLICE_WIDTH = 560;
  private static final int GAP = 8;
  private static final int LEGEND = 34;

  private ContactSheet() {}

  /**
   * @param file a PNG to write
   * @param view of the image that was classified
   * @param slices its predictions; if there are many, evenly chosen ones are shown
   * @param classes in the order of the labels
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(
      Path file, RgbView view, List<GridPrediction> slices, List<LabelClass> classes) {
    double scale = Math.min(1, (double) SLICE_WIDTH / view.image().width());
    int width = view.width(scale);
    int height = view.height(scale);
    int shown = Math.min(MOST_SLICES, slices.size());
    BufferedImage sheet =
        new BufferedImage(
            2 * width + 3 * GAP, shown * (height + GAP) + GAP + LEGEND, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < shown; i++) {
      GridPrediction slice = slices.get((int) ((long) i * slices.size() / shown));
      BufferedImage original = Pictures.of(view.overview(slice.slice(), scale));
      int y = GAP + i * (height + GAP);
      graphics.drawImage(original, GAP, y, null);
      graphics.drawImage(
          ClassColours.over(original, slice, classes, scale), 2 * GAP + width, y, null);
    }
    legend(graphics, classes, sheet.getHeight() - LEGEND);
    graphics.dispose();
    AtomicFile.write(file, temporary -> ImageIO.write(sheet, "png", temporary.toFile()));
  }

  private static void legend(Graphics2D graphics, List<LabelClass> classes, int top) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    graphics.setStroke(new BasicStroke(1));
    int x = GAP;
    for (LabelClass c : classes) {
      graphics.setColor(new Color(c.rgb()));
      graphics.fillRect(x, top + 8, 16, 16);
      graphics.setColor(Color.BLACK);
      graphics.drawRect(x, top + 8, 16, 16);
      graphics.drawString(c.name(), x + 22, top + 21);
      x += 22 + graphics.getFontMetrics().stringWidth(c.name()) + 20;
    }
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawString("pale: unsure, none: unknown", x, top + 21);
  }
}
