package sc.fiji.fewshot.ui.window.files;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.file.ImageReference;
import sc.fiji.fewshot.session.file.SavedSession;
import sc.fiji.fewshot.session.file.SessionFile;
import sc.fiji.fewshot.ui.InteractiveWindow;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.WindowContext;
import sc.fiji.fewshot.ui.window.WorkWindow;

/** The work as a file that the user saves and opens. On the event thread. */
final class Work {

  private static final Asking.FileKind KIND = new Asking.FileKind("work", SessionFile.EXTENSION);

  private final WindowContext context;
  private final Asking asking;
  private final Executor worker;
  private final Runnable afterSaving;
  private SessionState saved;
  private Path file;

  /**
   * @param worker where to read and write, one thing at a time
   * @param afterSaving called when the work was saved, or opened
   */
  Work(WindowContext context, Asking asking, Executor worker, Runnable afterSaving) {
    this.context = context;
    this.asking = asking;
    this.worker = worker;
    this.afterSaving = afterSaving;
    saved = context.model().session().state();
  }

  /**
   * @return whether there are marks that no file has
   */
  boolean isUnsaved() {
    SessionState state = context.model().session().state();
    boolean empty = state.marks().isEmpty() && saved.marks().isEmpty();
    return !empty && isChanged(state);
  }

  /**
   * @param state of now
   * @return whether it is another one than that in the file
   */
  boolean isChanged(SessionState state) {
    return state != saved && !state.equals(saved);
  }

  void save() {
    target(false).ifPresent(to -> write(to, problem -> context.model().tell(problem)));
  }

  void saveAs() {
    target(true).ifPresent(to -> write(to, problem -> context.model().tell(problem)));
  }

  /**
   * Asks where to save, unless that is known.
   *
   * @return where to save; empty if the user does not want to
   */
  Optional<Path> target(boolean elsewhere) {
    return file != null && !elsewhere
        ? Optional.of(file)
        : asking.newFile(KIND, context.image().getShortTitle());
  }

  /**
   * Writes the work as it is now, in the background.
   *
   * @param to the file
   * @param failed hears a sentence if it cannot be written, on the event thread
   */
  void write(Path to, Consumer<String> failed) {
    Session session = context.model().session();
    SessionState state = session.state();
    ImageSource image = session.image();
    Optional<Path> place = Places.of(context.image());
    inBackground(
        () -> {
          SessionFile.write(to, new SavedSession(ImageReference.of(image, place), state));
          SwingUtilities.invokeLater(
              () -> {
                take(to, state);
                afterSaving.run();
                context.model().tell(Messages.text("work.saved", to.getFileName()));
              });
        },
        failed);
  }

  private void take(Path from, SessionState state) {
    file = from;
    saved = state;
  }

  void open() {
    asking.fileToRead(KIND).ifPresent(this::open);
  }

  private void open(Path from) {
    ImageSource image = context.model().session().image();
    Optional<Path> place = Places.of(context.image());
    inBackground(() -> read(from, image, place), problem -> context.model().tell(problem));
  }

  private void inBackground(Runnable job, Consumer<String> failed) {
    worker.execute(
        () -> {
          try {
            job.run();
          } catch (RuntimeException | OutOfMemoryError e) {
            SwingUtilities.invokeLater(() -> failed.accept(Errands.sentence(e)));
          }
        });
  }

  private void read(Path from, ImageSource image, Optional<Path> place) {
    SavedSession session = SessionFile.read(from);
    ImageReference shown = ImageReference.of(image, place);
    if (session.image().showsTheSameAs(shown)) {
      SwingUtilities.invokeLater(() -> replace(from, session.state()));
      return;
    }
    Optional<ImagePlus> other = Places.find(session, from);
    if (other.isEmpty()) {
      session.image().check(shown);
    }
    other.ifPresent(found -> SwingUtilities.invokeLater(() -> open(found, session.state())));
  }

  private void replace(Path from, SessionState state) {
    if (context.model().change(before -> state)) {
      take(from, state);
      afterSaving.run();
      // The change itself clears the message.
      SwingUtilities.invokeLater(
          () -> context.model().tell(Messages.text("work.opened", from.getFileName())));
    }
  }

  /** Another image has a window of its own. */
  private void open(ImagePlus image, SessionState state) {
    if (image.getWindow() == null) {
      image.show();
    }
    WorkWindow window = InteractiveWindow.open(image, state);
    if (!window.context().model().state().equals(state)) {
      window.context().model().change(before -> state);
    }
    context.model().tell(Messages.text("work.elsewhere", image.getTitle()));
  }
}
