package sc.fiji.fewshot.ui.window.files;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.file.Autosave;
import sc.fiji.fewshot.session.file.ImageReference;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.SessionModel;

/** Has the work saved by itself, and offers what a crash left. On the event thread. */
final class Rescue {

  private final Path folder;
  private final SessionModel model;
  private final Asking asking;
  private final Executor worker;
  private Session session;
  private Autosave autosave;
  private Optional<Autosave.Found> continued = Optional.empty();
  private final List<Autosave> former = new ArrayList<>();
  private boolean touched;
  private boolean closed;

  /**
   * @param folder of all autosaves
   * @param worker where to read, one thing at a time
   */
  Rescue(Path folder, SessionModel model, Asking asking, Executor worker) {
    this.folder = folder;
    this.model = model;
    this.asking = asking;
    this.worker = worker;
  }

  /**
   * Starts, or starts anew where the image has another shape.
   *
   * @param place where the image is stored
   * @param offers whether to offer what was left
   */
  void start(Optional<Path> place, boolean offers) {
    if (autosave != null) {
      // The marks as they were on the image before are kept until the user has saved.
      former.add(autosave);
      autosave = null;
    }
    session = model.session();
    Session mine = session;
    ImageSource image = mine.image();
    worker.execute(
        () -> {
          try {
            ImageReference reference = ImageReference.of(image, place);
            Optional<Autosave.Found> found =
                offers ? Autosave.find(folder, reference) : Optional.empty();
            SwingUtilities.invokeLater(() -> begin(mine, reference, found));
          } catch (RuntimeException | OutOfMemoryError e) {
            SwingUtilities.invokeLater(() -> tell(Errands.sentence(e)));
          }
        });
  }

  private void begin(Session mine, ImageReference image, Optional<Autosave.Found> found) {
    if (closed || session != mine) {
      return;
    }
    autosave =
        new Autosave(folder, image, problem -> SwingUtilities.invokeLater(() -> tell(problem)));
    found.ifPresent(this::offer);
    if (touched) {
      autosave.changed(mine.state());
    }
  }

  private void tell(String sentence) {
    if (!closed) {
      model.tell(sentence);
    }
  }

  private void offer(Autosave.Found found) {
    SessionState left = found.session().state();
    String when =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withZone(ZoneId.systemDefault())
            .format(found.saved());
    if (asking.agrees("rescue", when, left.classes().size(), left.marks().size())) {
      continued = Optional.of(found);
      model.change(state -> left);
    }
  }

  /**
   * @return whether the session is another one than that which is saved
   */
  boolean isOutdated() {
    return session != model.session();
  }

  /** The user changed something. */
  void changed(SessionState state) {
    touched = true;
    if (autosave != null) {
      autosave.changed(state);
    }
  }

  /** The work is saved elsewhere, or not wanted. What was offered but not taken is kept. */
  void discard() {
    continued.ifPresent(found -> worker.execute(found::discard));
    continued = Optional.empty();
    if (touched) {
      all().forEach(Autosave::discard);
    }
    touched = false;
  }

  void close() {
    closed = true;
    all().forEach(Autosave::close);
  }

  private Stream<Autosave> all() {
    return Stream.concat(former.stream(), Stream.ofNullable(autosave));
  }
}
