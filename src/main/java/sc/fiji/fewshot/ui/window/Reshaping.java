package sc.fiji.fewshot.ui.window;

import java.util.List;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.session.SessionState;

/**
 * What is left of a session's state when its image gets another size.
 *
 * @param state with the marks that still lie on the image
 * @param dropped how many do not
 */
record Reshaping(SessionState state, int dropped) {

  static Reshaping of(SessionState before, ImageSource image) {
    Box whole = new Box(0, 0, image.width(), image.height());
    List<Mark> fitting =
        before.marks().stream()
            .filter(m -> m.example().slice() < image.slices())
            .filter(m -> whole.contains(m.example().region().bounds()))
            .toList();
    return new Reshaping(
        new SessionState(before.classes(), fitting, before.options()),
        before.marks().size() - fitting.size());
  }
}
