package sc.fiji.fewshot.ui.window;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The {@link OverlayView} that is in use. */
public final class OverlayViewModel {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private OverlayView view = OverlayView.usual();

  /**
   * @param listener called after each change
   */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * @return how predictions are shown
   */
  public OverlayView view() {
    return view;
  }

  /**
   * @param change of the view
   */
  public void change(UnaryOperator<OverlayView> change) {
    OverlayView next = change.apply(view);
    if (!next.equals(view)) {
      view = next;
      listeners.forEach(Runnable::run);
    }
  }
}
