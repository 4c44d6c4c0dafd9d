package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** Makes the image's selection an example of a class. */
public final class Marking {

  private final ImagePlus image;
  private final SessionModel model;
  private final Selection selection;

  /** What is marked while nothing is selected on the image; null for nothing. */
  private Roi proposal;

  Marking(ImagePlus image, SessionModel model, Selection selection) {
    this.image = image;
    this.model = model;
    this.selection = selection;
  }

  /**
   * Has a region marked while nothing is selected on the image.
   *
   * @param region of the slice on show; null for none
   */
  public void propose(Roi region) {
    proposal = region;
  }

  private Roi region() {
    return image.getRoi() == null ? proposal : image.getRoi();
  }

  /** Adds the image's selection to the class that is selected. */
  public void addToSelectedClass() {
    int index = selection.classIndex(model.state());
    if (region() == null) {
      model.tell(Messages.text("error.noSelection"));
    } else if (index < 0) {
      addToClass(0);
    } else {
      addToClass(index);
    }
  }

  /**
   * Adds the image's selection to a class, or selects the class where nothing is selected on the
   * image. The number after the last class makes a new one.
   *
   * @param index of the class
   */
  public void addToClass(int index) {
    Roi roi = region();
    SessionState state = model.state();
    int classes = state.classes().size();
    if (index > classes || roi == null && index == classes) {
      model.tell(Messages.text("error.noSuchClass", index + 1));
    } else if (roi == null) {
      selection.selectClass(state.classes().get(index).name());
    } else {
      add(roi, index < classes ? state.classes().get(index).name() : newName(state));
    }
  }

  private void add(Roi roi, String className) {
    if (mark(roi, className)) {
      image.deleteRoi();
    }
  }

  /**
   * Makes a region of the slice on show an example; what is wrong with it becomes the message.
   *
   * @param roi the region
   * @param className its class, which is made if there is none of that name
   * @return whether it was possible
   */
  public boolean mark(Roi roi, String className) {
    try {
      SelectionMarks marks =
          new SelectionMarks(
              image.getWidth(), image.getHeight(), model.state().options().patchSide());
      List<Mark> more =
          marks.of(roi, Slices.shown(image), className, model.state().marks().size() + 1);
      boolean added =
          model.change(
              state ->
                  (state.indexOf(className) < 0 ? state.withClass(className) : state)
                      .withMarks(more));
      if (added) {
        selection.selectClass(className);
      }
      return added;
    } catch (FewShotException e) {
      model.tell(e.getMessage());
      return false;
    }
  }

  /**
   * @param state some classes
   * @return a name that none of them has
   */
  static String newName(SessionState state) {
    int number = state.classes().size() + 1;
    while (state.indexOf(Messages.text("class.new", number)) >= 0) {
      number++;
    }
    return Messages.text("class.new", number);
  }
}
