package sc.fiji.fewshot.ui.window.guidance;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.session.guidance.Suggestion;
import sc.fiji.fewshot.ui.window.Slices;
import sc.fiji.fewshot.ui.window.WindowContext;

/** The place that is proposed, on the image: outlined, and what number keys label. */
final class Proposal {

  private static final String LAYER = "suggestion";

  private final WindowContext context;
  private Suggestion shown;

  Proposal(WindowContext context) {
    this.context = context;
  }

  /** The place that is shown. */
  Optional<Suggestion> shown() {
    return Optional.ofNullable(shown);
  }

  /** Its outline; nothing if no place is shown. */
  Optional<Roi> roi() {
    return shown().map(Proposal::roi);
  }

  private static Roi roi(Suggestion of) {
    Box box = of.region().bounds();
    return new Roi(box.x(), box.y(), box.width(), box.height());
  }

  /** Shows a place of the slice on show; a selection of the user's own stays. */
  void show(Suggestion next) {
    clearSelection();
    shown = next;
    ImagePlus image = context.image();
    int slice = Slices.shown(image);
    Box box = next.region().bounds();
    context.navigator().show(slice, box);
    context.overlay().show(LAYER, List.of(new DashedBox(image, slice, box)));
    // The selection can be changed before it is marked; a click on the image loses it.
    context.marking().propose(roi(next));
    if (image.getRoi() == null) {
      image.setRoi(roi(next));
    }
  }

  /** Shows no place any more. */
  void hide() {
    clearSelection();
    context.marking().propose(null);
    shown = null;
    context.overlay().hide(LAYER);
  }

  private void clearSelection() {
    if (shown != null && context.image().getRoi() != null && !isSelectionOther()) {
      context.image().deleteRoi();
    }
  }

  /** Whether a selection of the user's own is in the way, so that number keys would mark that. */
  boolean isSelectionOther() {
    Roi roi = context.image().getRoi();
    return shown != null
        && roi != null
        && !(roi.getType() == Roi.RECTANGLE && roi.getBounds().equals(roi(shown).getBounds()));
  }

  /** Whether a mark lies there, at least in part. */
  boolean isMarked() {
    int slice = Slices.shown(context.image());
    return shown != null
        && context.model().state().marks().stream()
            .filter(mark -> mark.example().slice() == slice)
            .map(mark -> mark.example().region().bounds())
            .anyMatch(box -> box.intersect(shown.region().bounds()).area() > 0);
  }
}
