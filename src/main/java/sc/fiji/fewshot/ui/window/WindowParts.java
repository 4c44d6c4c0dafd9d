package sc.fiji.fewshot.ui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sc.fiji.fewshot.session.file.Autosave;
import sc.fiji.fewshot.ui.window.files.FilePart;
import sc.fiji.fewshot.ui.window.guidance.GuidancePart;
import sc.fiji.fewshot.ui.window.results.ResultsPart;

/** The parts that every window has besides its own, in the order of their tabs. */
final class WindowParts {

  private static final List<Function<WindowContext, WindowPart>> ALL =
      List.of(
          GuidancePart::new,
          context -> new ResultsPart(context, new SwingAsking(context.frame())),
          context -> new FilePart(context, new SwingAsking(context.frame()), autosaves()));

  private WindowParts() {}

  static List<WindowPart> of(WindowContext context) {
    return ALL.stream().map(part -> part.apply(context)).toList();
  }

  /** Whoever must not leave traces on a disk switches autosaves off. */
  private static Optional<Path> autosaves() {
    Path folder = Autosave.usualFolder();
    return folder.equals(Path.of("off")) ? Optional.empty() : Optional.of(folder);
  }
}
