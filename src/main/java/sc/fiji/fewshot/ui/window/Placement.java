package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;

/** Where the window opens. */
final class Placement {

  private Placement() {}

  /** Puts a window beside the image's, or where most of both is seen. */
  static void beside(Window window, ImagePlus image) {
    Window other = image.getWindow();
    if (other == null) {
      window.setLocationByPlatform(true);
      return;
    }
    GraphicsConfiguration screen = other.getGraphicsConfiguration();
    Rectangle room = new Rectangle(screen.getBounds());
    Insets taken = Toolkit.getDefaultToolkit().getScreenInsets(screen);
    room.x += taken.left;
    room.y += taken.top;
    room.width -= taken.left + taken.right;
    room.height -= taken.top + taken.bottom;
    Rectangle image1 = other.getBounds();
    window.setSize(window.getWidth(), Math.min(window.getHeight(), room.height));
    int right = image1.x + image1.width;
    int left = image1.x - window.getWidth();
    int x =
        right + window.getWidth() <= room.x + room.width
            ? right
            : left >= room.x ? left : room.x + room.width - window.getWidth();
    int lowest = room.y + room.height - window.getHeight();
    window.setLocation(x, Math.max(room.y, Math.min(image1.y, lowest)));
  }
}
