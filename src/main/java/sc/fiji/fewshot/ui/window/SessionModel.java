package sc.fiji.fewshot.ui.window;

import ij.IJ;
import ij.Prefs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.session.Activity;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.SessionListener;
import sc.fiji.fewshot.session.SessionState;

/**
 * What the window shows of a session. Errors become its message; nothing here waits for the
 * session's threads.
 */
public final class SessionModel {

  private ImageSource image;
  private final BiFunction<String, String, Backbone> backbones;
  private final Predictions predictions = new Predictions();
  private final List<ModelListener> listeners = new CopyOnWriteArrayList<>();

  private Session session;
  private SessionState state;
  private Activity activity = new Activity(Activity.Kind.PREPARING, 0, 0, 0);
  private String message = "";
  private boolean paused;
  private Errand errand;

  /**
   * Starts a session.
   *
   * @param image to work on; stays the caller's
   * @param first what was decided before
   * @param visible number of the slice that the user looks at
   * @param backbones opens a backbone by name and device
   */
  SessionModel(
      ImageSource image,
      SessionState first,
      int visible,
      BiFunction<String, String, Backbone> backbones) {
    this.image = image;
    this.backbones = backbones;
    start(first, visible);
  }

  private void start(SessionState first, int visible) {
    state = first;
    Ears ears = new Ears();
    session =
        new Session(
            image,
            first,
            visible,
            backbones,
            Math.max(1, Prefs.getThreads()),
            ears,
            SwingUtilities::invokeLater);
    ears.own = session;
    if (paused) {
      session.pause(true);
    }
  }

  /**
   * Starts anew with other marks, or an image of another shape; what could be undone is forgotten.
   *
   * @param other the image to work on from now on; stays the caller's
   * @param first what to start with
   * @param visible number of the slice that the user looks at
   */
  public void restart(ImageSource other, SessionState first, int visible) {
    abandon();
    session.close();
    image = other;
    predictions.clear();
    start(first, visible);
    listeners.forEach(ModelListener::stateChanged);
    listeners.forEach(l -> l.predictionsChanged(-1));
  }

  /**
   * @param listener hears of changes from now on
   */
  public void addListener(ModelListener listener) {
    listeners.add(listener);
  }

  /**
   * @return the session, for questions and orders
   */
  public Session session() {
    return session;
  }

  /**
   * @return the image as it is encoded
   */
  public ImageSource image() {
    return image;
  }

  /**
   * @return classes, marks and options
   */
  public SessionState state() {
    return state;
  }

  /**
   * @return what is predicted
   */
  public Predictions predictions() {
    return predictions;
  }

  /**
   * @return what is done in the background
   */
  public Activity activity() {
    return activity;
  }

  /**
   * @return a sentence on what went wrong, or happened, last; empty for none
   */
  public String message() {
    return message;
  }

  /**
   * @return whether the user stopped the encoding of slices not on show
   */
  public boolean isPaused() {
    return paused;
  }

  /**
   * Changes classes, marks or options; a change that is not possible becomes the message.
   *
   * @param change makes the new state
   * @return whether it was possible
   */
  public boolean change(UnaryOperator<SessionState> change) {
    // Not when the change is heard of: it may have failed by then, which is not to be wiped.
    message = "";
    try {
      session.change(change);
      return true;
    } catch (FewShotException e) {
      tell(e.getMessage());
      return false;
    }
  }

  /** Takes the last change back, if there is one. */
  void undo() {
    message = "";
    session.undo();
  }

  /** Makes the change that was taken back last, if there is one. */
  void redo() {
    message = "";
    session.redo();
  }

  /**
   * @param sentence for the user
   */
  public void tell(String sentence) {
    message = sentence;
    if (!sentence.isEmpty() && IJ.isMacro()) {
      IJ.log(sentence);
    }
    listeners.forEach(ModelListener::activityChanged);
  }

  /**
   * @return what the user waits for
   */
  Optional<Errand> errand() {
    return Optional.ofNullable(errand);
  }

  void begin(Errand started) {
    errand = started;
    tell("");
  }

  void errandWentOn() {
    listeners.forEach(ModelListener::activityChanged);
  }

  void end(Errand ended, String sentence) {
    if (errand == ended) {
      errand = null;
    }
    tell(sentence);
  }

  private void abandon() {
    errand().ifPresent(Errand::cancel);
  }

  /**
   * Stops or continues encoding slices not on show.
   *
   * @param stop whether to stop
   */
  public void pause(boolean stop) {
    paused = stop;
    session.pause(stop);
    listeners.forEach(ModelListener::activityChanged);
  }

  /** Ends the session; what is still being done stops by itself. */
  void close() {
    abandon();
    session.close();
    listeners.clear();
  }

  /** Hears one session, and no longer listens when another one has taken its place. */
  private final class Ears implements SessionListener {

    private Session own;

    private boolean deaf() {
      return own != session;
    }

    @Override
    public void changed(SessionState latest) {
      if (deaf()) {
        return;
      }
      state = latest;
      listeners.forEach(ModelListener::stateChanged);
      listeners.forEach(ModelListener::activityChanged);
    }

    @Override
    public void learnt(Learnt learnt) {
      if (!deaf()) {
        predictions.learnt(learnt);
        listeners.forEach(l -> l.predictionsChanged(-1));
      }
    }

    @Override
    public void predicted(GridPrediction prediction, Learnt learnt) {
      if (!deaf()) {
        predictions.predicted(prediction, learnt);
        listeners.forEach(l -> l.predictionsChanged(prediction.slice()));
      }
    }

    @Override
    public void forgotten() {
      if (!deaf()) {
        predictions.clear();
        listeners.forEach(l -> l.predictionsChanged(-1));
      }
    }

    @Override
    public void working(Activity latest) {
      if (!deaf()) {
        activity = latest;
        listeners.forEach(ModelListener::activityChanged);
      }
    }

    @Override
    public void failed(String sentence) {
      if (!deaf()) {
        activity = new Activity(Activity.Kind.IDLE, 0, 0, 1);
        tell(sentence);
      }
    }
  }
}
