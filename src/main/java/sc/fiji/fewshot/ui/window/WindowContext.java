package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import javax.swing.JFrame;

/**
 * What the parts of one window have in common.
 *
 * @param frame the window, for dialogs
 * @param image that is worked on
 * @param model of the session
 * @param selection class and marks that are worked with
 * @param view how predictions are shown
 * @param overlay where to draw over the image
 * @param navigator jumps to places
 * @param marking makes the image's selection an example
 */
public record WindowContext(
    JFrame frame,
    ImagePlus image,
    SessionModel model,
    Selection selection,
    OverlayViewModel view,
    ImageOverlay overlay,
    Navigator navigator,
    Marking marking) {

  /**
   * @return number of the slice on show
   */
  public int shownSlice() {
    return Slices.shown(image);
  }
}
