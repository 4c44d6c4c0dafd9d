package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our elements among those of the image's overlay. They are known by their names; the user's own
 * stay where they are, above ours.
 */
public final class ImageOverlay {

  /** How the names of our elements begin. */
  public static final String PREFIX = "few-shot ";

  /** The layer of what is predicted. */
  public static final String PREDICTIONS = "predictions";

  private final ImagePlus image;
  private final Map<String, List<Roi>> layers = new LinkedHashMap<>();

  /** Layers that are hidden while another one, the value, takes their place. */
  private final Map<String, String> covers = new HashMap<>();

  ImageOverlay(ImagePlus image) {
    this.image = image;
  }

  /**
   * Shows elements in place of those of the same layer before.
   *
   * @param layer a name; layers lie above those that were shown first before them
   * @param elements belong to the overlay from now on
   */
  public void show(String layer, List<Roi> elements) {
    elements.forEach(roi -> roi.setName(PREFIX + layer));
    layers.put(layer, List.copyOf(elements));
    install();
  }

  /**
   * Shows elements where those of another layer would be, until they are hidden.
   *
   * @param layer a name
   * @param covered the other layer; it may change meanwhile
   * @param elements belong to the overlay from now on
   */
  public void showInstead(String layer, String covered, List<Roi> elements) {
    covers.put(covered, layer);
    show(layer, elements);
  }

  /**
   * @param layer whose elements are no longer shown
   */
  public void hide(String layer) {
    covers.values().remove(layer);
    if (layers.remove(layer) != null) {
      install();
    }
  }

  /** Puts our elements back if the overlay was replaced by someone else. */
  void restore() {
    Overlay overlay = image.getOverlay();
    boolean ours = layers.values().stream().anyMatch(layer -> !layer.isEmpty());
    if (ours && (overlay == null || !isOurs(overlay.size() == 0 ? null : overlay.get(0)))) {
      install();
    }
  }

  private void install() {
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    List<Roi> theirs = theirs(overlay);
    overlay.clear();
    for (String layer : layers.keySet()) {
      if (!covers.containsValue(layer)) {
        layers.get(covers.getOrDefault(layer, layer)).forEach(overlay::add);
      }
    }
    theirs.forEach(overlay::add);
    if (overlay.size() == 0) {
      image.setOverlay(null);
    } else if (overlay == image.getOverlay()) {
      repaint();
    } else {
      image.setOverlay(overlay);
    }
  }

  private static List<Roi> theirs(Overlay overlay) {
    List<Roi> theirs = new ArrayList<>();
    for (Roi roi : overlay) {
      if (!isOurs(roi)) {
        theirs.add(roi);
      }
    }
    return theirs;
  }

  private static boolean isOurs(Roi roi) {
    return roi != null && roi.getName() != null && roi.getName().startsWith(PREFIX);
  }

  /** Draws the overlay anew, which is all that a changed picture needs. */
  void repaint() {
    ImageCanvas canvas = image.getCanvas();
    if (canvas != null) {
      canvas.repaint();
    }
  }

  /** Leaves the user's elements only. */
  void close() {
    layers.clear();
    covers.clear();
    install();
  }
}
