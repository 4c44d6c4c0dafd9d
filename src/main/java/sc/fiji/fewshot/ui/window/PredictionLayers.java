package sc.fiji.fewshot.ui.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.annotate.LabelClass;

/** Pictures of the slices that were looked at last, painted in the background. */
final class PredictionLayers {

  private static final int KEPT = 8;

  private final SessionModel model;
  private final OverlayViewModel view;
  private final Executor background;
  private final Runnable repaint;
  private final Map<Integer, Painted> painted = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Integer, Recipe> ordered = new ConcurrentHashMap<>();

  /** What a picture is painted from. */
  private record Recipe(Predictions.Entry entry, List<LabelClass> classes, OverlayView view) {

    boolean gives(Recipe other) {
      return entry == other.entry && classes.equals(other.classes) && view.equals(other.view);
    }
  }

  private record Painted(Recipe recipe, PredictionRoi.Layer layer) {}

  /**
   * @param background where to paint
   * @param repaint called when another picture is to be seen
   */
  PredictionLayers(
      SessionModel model, OverlayViewModel view, Executor background, Runnable repaint) {
    this.model = model;
    this.view = view;
    this.background = background;
    this.repaint = repaint;
  }

  /** The picture of a slice; an old one until the new one is ready. Safe from any thread. */
  Optional<PredictionRoi.Layer> of(int slice) {
    synchronized (painted) {
      return Optional.ofNullable(painted.get(slice)).map(Painted::layer);
    }
  }

  /** Has the picture of a slice painted, unless it is up to date. */
  void update(int slice) {
    Optional<Predictions.Entry> entry =
        view.view().predictions() ? model.predictions().of(slice) : Optional.empty();
    if (entry.isEmpty()) {
      ordered.remove(slice);
      remove(slice);
      return;
    }
    Recipe recipe = new Recipe(entry.get(), model.state().classes(), view.view());
    Recipe latest = ordered.containsKey(slice) ? ordered.get(slice) : recipeOf(slice);
    if (latest == null || !latest.gives(recipe)) {
      ordered.put(slice, recipe);
      background.execute(() -> paint(slice, recipe));
    }
  }

  private Recipe recipeOf(int slice) {
    synchronized (painted) {
      Painted latest = painted.get(slice);
      return latest == null ? null : latest.recipe();
    }
  }

  private void remove(int slice) {
    boolean removed;
    synchronized (painted) {
      removed = painted.remove(slice) != null;
    }
    if (removed) {
      repaint.run();
    }
  }

  /** Forgets all pictures. */
  void clear() {
    ordered.clear();
    synchronized (painted) {
      painted.clear();
    }
    repaint.run();
  }

  private void paint(int slice, Recipe recipe) {
    // While a slider is dragged, only the latest is worth painting.
    if (ordered.get(slice) != recipe) {
      return;
    }
    CellColours colours = new CellColours(recipe.entry(), recipe.classes(), recipe.view());
    int stride = recipe.entry().prediction().grid().stride();
    PredictionRoi.Layer layer = new PredictionRoi.Layer(colours.paint(), stride);
    SwingUtilities.invokeLater(() -> keep(slice, recipe, layer));
  }

  private void keep(int slice, Recipe recipe, PredictionRoi.Layer layer) {
    if (ordered.get(slice) != recipe) {
      return;
    }
    ordered.remove(slice);
    synchronized (painted) {
      painted.put(slice, new Painted(recipe, layer));
      if (painted.size() > KEPT) {
        painted.remove(painted.keySet().iterator().next());
      }
    }
    repaint.run();
  }
}
