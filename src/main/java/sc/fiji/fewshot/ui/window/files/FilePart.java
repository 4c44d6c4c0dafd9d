package sc.fiji.fewshot.ui.window.files;

import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.swing.Action;
import javax.swing.JMenu;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Menus;
import sc.fiji.fewshot.ui.window.ModelListener;
import sc.fiji.fewshot.ui.window.TextAction;
import sc.fiji.fewshot.ui.window.WindowContext;
import sc.fiji.fewshot.ui.window.WindowPart;

/** Saving and opening, by the user and by itself. */
public final class FilePart implements WindowPart {

  private final WindowContext context;
  private final Asking asking;
  private final ThreadPoolExecutor worker = worker();
  private final Work work;
  private final Optional<Rescue> rescue;
  private final List<List<Action>> actions;

  /**
   * @param context of the window
   * @param asking asks for files, and what to do with unsaved work
   * @param autosaves folder of all autosaves; empty if nothing is to be saved by itself
   */
  public FilePart(WindowContext context, Asking asking, Optional<Path> autosaves) {
    this.context = context;
    this.asking = asking;
    work = new Work(context, asking, worker, this::follow);
    rescue = autosaves.map(folder -> new Rescue(folder, context.model(), asking, worker));
    ClassifierSaving saving = new ClassifierSaving(context, asking);
    ClassifierOpening opening = new ClassifierOpening(context, asking);
    int shift = InputEvent.SHIFT_DOWN_MASK;
    actions =
        List.of(
            List.of(new TextAction("file.open", null, key(KeyEvent.VK_O, 0), work::open)),
            List.of(
                new TextAction("file.save", null, key(KeyEvent.VK_S, 0), work::save),
                new TextAction("file.saveAs", null, key(KeyEvent.VK_S, shift), work::saveAs)),
            List.of(
                new TextAction("file.saveClassifier", null, key(KeyEvent.VK_E, 0), saving::save),
                new TextAction("file.openClassifier", null, null, opening::open)));
    boolean fresh = context.model().state().marks().isEmpty();
    rescue.ifPresent(r -> r.start(Places.of(context.image()), fresh));
    context.model().addListener(new Changes());
  }

  private static javax.swing.KeyStroke key(int code, int more) {
    return TextAction.menuKey(code, more);
  }

  /** One thread, which ends when it has had nothing to do for a while. */
  private static ThreadPoolExecutor worker() {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "few-shot files");
              thread.setDaemon(true);
              return thread;
            });
    worker.allowCoreThreadTimeOut(true);
    return worker;
  }

  private final class Changes implements ModelListener {
    @Override
    public void stateChanged() {
      rescue.filter(Rescue::isOutdated).ifPresent(r -> r.start(Places.of(context.image()), false));
      follow();
    }
  }

  /** Has the state of now saved by itself, unless it is in the file. */
  private void follow() {
    SessionState state = context.model().session().state();
    rescue.ifPresent(
        r -> {
          if (work.isChanged(state)) {
            r.changed(state);
          } else {
            r.discard();
          }
        });
  }

  @Override
  public String title() {
    return Messages.text("file.title");
  }

  @Override
  public List<JMenu> firstMenus() {
    return List.of(Menus.of("menu.file", actions));
  }

  @Override
  public boolean mayClose(boolean imageGone) {
    if (!work.isUnsaved()) {
      rescue.ifPresent(Rescue::discard);
      return true;
    }
    switch (asking.unsaved(context.image().getTitle(), !imageGone)) {
      case CANCEL -> {
        return false;
      }
      case DISCARD -> {
        rescue.ifPresent(Rescue::discard);
        return true;
      }
      default -> {
        return saveAndClose();
      }
    }
  }

  /** The autosave stays until the work is written, and for ever if it cannot be. */
  private boolean saveAndClose() {
    Optional<Path> target = work.target(false);
    target.ifPresent(
        to -> work.write(to, problem -> asking.say(Messages.text("work.notSaved", problem))));
    return target.isPresent();
  }

  @Override
  public void closed() {
    // After what is still being written.
    worker.execute(
        () -> javax.swing.SwingUtilities.invokeLater(() -> rescue.ifPresent(Rescue::close)));
  }
}
