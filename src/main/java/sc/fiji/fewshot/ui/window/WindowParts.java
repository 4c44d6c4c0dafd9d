package sc.fiji.fewshot.ui.window;

import java.util.List;
import java.util.function.Function;

/** The parts that every window has besides its own, in the order of their tabs. */
final class WindowParts {

  private static final List<Function<WindowContext, WindowPart>> ALL = List.of();

  private WindowParts() {}

  static List<WindowPart> of(WindowContext context) {
    return ALL.stream().map(part -> part.apply(context)).toList();
  }
}
