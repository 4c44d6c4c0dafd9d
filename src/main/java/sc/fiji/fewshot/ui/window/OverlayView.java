package sc.fiji.fewshot.ui.window;

import java.util.HashSet;
import java.util.Set;

/**
 * How predictions are shown.
 *
 * @param mode what the colours say
 * @param className whose probability is shown in {@link OverlayMode#PROBABILITY}; null for the
 *     first class
 * @param opacity from 0 to 1
 * @param threshold patches whose most probable class is less probable are unknown, 0 to 1
 * @param hidden names of classes that are not shown
 * @param predictions whether predictions are shown at all
 * @param marks whether the marked regions are shown
 */
public record OverlayView(
    OverlayMode mode,
    String className,
    double opacity,
    double threshold,
    Set<String> hidden,
    boolean predictions,
    boolean marks) {

  private static final double USUAL_OPACITY = 0.4;

  /** Copies the set. */
  public OverlayView {
    hidden = Set.copyOf(hidden);
  }

  /**
   * @return class colours of all classes, half transparent
   */
  public static OverlayView usual() {
    return new OverlayView(OverlayMode.CLASSES, null, USUAL_OPACITY, 0, Set.of(), true, true);
  }

  /**
   * @param other what the colours say
   * @return this view with that
   */
  public OverlayView withMode(OverlayMode other) {
    return new OverlayView(other, className, opacity, threshold, hidden, predictions, marks);
  }

  /**
   * @param other name of the class whose probability is shown
   * @return this view with that
   */
  public OverlayView withClassName(String other) {
    return new OverlayView(mode, other, opacity, threshold, hidden, predictions, marks);
  }

  /**
   * @param other from 0 to 1
   * @return this view with that
   */
  public OverlayView withOpacity(double other) {
    return new OverlayView(mode, className, other, threshold, hidden, predictions, marks);
  }

  /**
   * @param other from 0 to 1
   * @return this view with that
   */
  public OverlayView withThreshold(double other) {
    return new OverlayView(mode, className, opacity, other, hidden, predictions, marks);
  }

  /**
   * @param shown whether predictions are shown at all
   * @return this view with that
   */
  public OverlayView withPredictions(boolean shown) {
    return new OverlayView(mode, className, opacity, threshold, hidden, shown, marks);
  }

  /**
   * @param shown whether the marked regions are shown
   * @return this view with that
   */
  public OverlayView withMarks(boolean shown) {
    return new OverlayView(mode, className, opacity, threshold, hidden, predictions, shown);
  }

  /**
   * @param name of a class
   * @param shown whether it is seen
   * @return this view with that
   */
  public OverlayView withClassShown(String name, boolean shown) {
    Set<String> names = new HashSet<>(hidden);
    if (shown) {
      names.remove(name);
    } else {
      names.add(name);
    }
    return new OverlayView(mode, className, opacity, threshold, names, predictions, marks);
  }
}
