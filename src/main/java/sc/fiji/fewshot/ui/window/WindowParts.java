package sc.fiji.fewshot.ui.window;

import java.util.List;
import java.util.function.Function;
import sc.fiji.fewshot.ui.window.guidance.GuidancePart;

/** The parts that every window has besides its own, in the order of their tabs. */
final class WindowParts {

  private static final List<Function<WindowContext, WindowPart>> ALL = List.of(GuidancePart::new);

  private WindowParts() {}

  static List<WindowPart> of(WindowContext context) {
    return ALL.stream().map(part -> part.apply(context)).toList();
  }
}
