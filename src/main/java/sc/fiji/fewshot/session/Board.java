package sc.fiji.fewshot.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;

/**
 * What the user and the session's threads know of each other: what is decided, what is encoded,
 * what was learnt, and so what is to be done next. A monitor; no method but those that wait for
 * work takes time.
 */
final class Board {

  /** Views of new marks are not encoded while the user goes on marking, milliseconds. */
  private static final long QUIET = 700;

  private final int slices;
  private final History history;
  private final Deque<Work.Order<?>> orders = new ArrayDeque<>();

  private int visible;
  private boolean paused;
  private boolean closed;

  /** After a failure nothing is tried again until the user does something. */
  private boolean stuck;

  /** Counts what the user does. */
  private long steps;

  /** The count when the work in progress was begun. */
  private long stepsAtStart;

  private boolean learningWanted;
  private boolean learning;

  /** Counts what could change a prediction. */
  private long version;

  private long changedAt;
  private ImageEncoding encoding;
  private Learnt learnt;
  private long learntVersion = -1;

  /** With which version each slice was predicted last. */
  private final Map<Integer, Long> predicted = new HashMap<>();

  /**
   * What to learn from.
   *
   * @param version of the state and the encoding
   */
  record Lesson(SessionState state, ImageEncoding encoding, int visible, long version) {}

  Board(SessionState first, int visible, int slices) {
    history = new History(first);
    this.visible = visible;
    this.slices = slices;
  }

  // What the user does.

  synchronized SessionState state() {
    return history.current();
  }

  /**
   * What the user decides is told while nobody can work with it yet, so that what comes of it is
   * told later.
   *
   * @param told hears of the new state if it is another one; returns at once
   */
  synchronized void change(UnaryOperator<SessionState> change, Consumer<SessionState> told) {
    changed(history.go(change.apply(history.current())), told);
  }

  synchronized void undo(Consumer<SessionState> told) {
    changed(history.undo(), told);
  }

  synchronized void redo(Consumer<SessionState> told) {
    changed(history.redo(), told);
  }

  private void changed(boolean really, Consumer<SessionState> told) {
    if (really) {
      version++;
      changedAt = System.currentTimeMillis();
      learningWanted = true;
      goOn();
      told.accept(history.current());
    }
  }

  synchronized boolean canUndo() {
    return history.canUndo();
  }

  synchronized boolean canRedo() {
    return history.canRedo();
  }

  synchronized void show(int slice) {
    visible = slice;
    goOn();
  }

  synchronized void pause(boolean stop) {
    paused = stop;
    goOn();
  }

  synchronized void order(Work.Order<?> order) {
    if (closed) {
      order.result().cancel(false);
    } else {
      orders.add(order);
      goOn();
    }
  }

  synchronized void close() {
    closed = true;
    orders.forEach(order -> order.result().cancel(false));
    notifyAll();
  }

  private void goOn() {
    steps++;
    stuck = false;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized int visible() {
    return visible;
  }

  synchronized Optional<Learnt> learnt() {
    return Optional.ofNullable(learnt);
  }

  synchronized Optional<ImageEncoding> encoding() {
    return Optional.ofNullable(encoding);
  }

  // What the encoding thread does.

  /**
   * Waits for work.
   *
   * @param idle told when there is nothing to do now, with whether the user stopped it
   * @return empty when the session ends
   */
  synchronized Optional<Work> nextWork(Consumer<Boolean> idle) {
    boolean told = false;
    while (!closed) {
      long quietFor = System.currentTimeMillis() - changedAt;
      Optional<Work> next = next(quietFor >= QUIET);
      if (next.isPresent()) {
        stepsAtStart = steps;
        return next;
      }
      boolean later = quietFor < QUIET && next(true).isPresent();
      if (!later && !told) {
        idle.accept(paused);
        told = true;
      }
      await(later ? Math.max(1, QUIET - quietFor) : 0);
    }
    return Optional.empty();
  }

  private Optional<Work> next(boolean quiet) {
    if (!orders.isEmpty()) {
      return Optional.of(orders.poll());
    }
    if (stuck) {
      return Optional.empty();
    }
    if (!serves()) {
      return Optional.of(new Work.Prepare(history.current()));
    }
    if (!encoding.slices().has(visible)) {
      return Optional.of(new Work.EncodeSlice(encoding, visible));
    }
    Optional<Example> mark = unviewed();
    if (mark.isPresent()) {
      return quiet ? Optional.of(new Work.EncodeViews(encoding, mark.get())) : Optional.empty();
    }
    return paused || !quiet ? Optional.empty() : nextSlice();
  }

  private boolean serves() {
    return encoding != null && encoding.serves(history.current());
  }

  private Optional<Example> unviewed() {
    return serves()
        ? history.current().marks().stream()
            .map(Mark::example)
            .filter(e -> !encoding.hasViews(e))
            .findFirst()
        : Optional.empty();
  }

  /** The slice nearest to the visible one that is not up to date. */
  private Optional<Work> nextSlice() {
    boolean current = learnt != null && learntVersion == version;
    for (int distance = 1; distance < slices; distance++) {
      for (int slice : new int[] {visible + distance, visible - distance}) {
        if (slice < 0 || slice >= slices || encoding.slices().has(slice)) {
          continue;
        }
        // What does not fit in memory is encoded only to be predicted at once.
        boolean stale = current && predicted.getOrDefault(slice, -1L) != version;
        if (stale || encoding.slices().hasRoom()) {
          return Optional.of(new Work.EncodeSlice(encoding, slice));
        }
      }
    }
    return Optional.empty();
  }

  /** Makes room for what replaces it; the caller closes what it gets. */
  synchronized Optional<ImageEncoding> withdrawEncoding() {
    Optional<ImageEncoding> old = Optional.ofNullable(encoding);
    encoding = null;
    version++;
    while (learning) {
      await(0);
    }
    return old;
  }

  synchronized void publish(ImageEncoding fresh) {
    encoding = fresh;
    learningWanted = true;
    notifyAll();
  }

  /** After something was encoded. */
  synchronized void wantLearning() {
    learningWanted = true;
    version++;
    notifyAll();
  }

  /** After a slice was encoded: what it can be predicted with, if that is up to date. */
  synchronized Optional<Lesson> lessonFor(int slice) {
    boolean current = learnt != null && learntVersion == version;
    if (!current) {
      learningWanted = true;
      notifyAll();
    }
    return current
        ? Optional.of(new Lesson(history.current(), encoding, slice, version))
        : Optional.empty();
  }

  synchronized boolean allViewed() {
    return unviewed().isEmpty();
  }

  /** What failed is not tried again, unless the user has done something meanwhile. */
  synchronized void markStuck() {
    stuck = steps == stepsAtStart;
  }

  /**
   * Called between tiles: lets the learning thread go first.
   *
   * @param obsolete whether the work is no longer wanted
   * @throws CancellationException if it is not, or the session ends
   */
  synchronized void checkpoint(BooleanSupplier obsolete) {
    while (learning && !closed) {
      await(0);
    }
    if (closed || obsolete.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  /** Whether encoding this slice is not what should be done now. */
  synchronized boolean isObsolete(Work.EncodeSlice work) {
    if (!orders.isEmpty() || encoding != work.encoding() || !serves()) {
      return true;
    }
    return work.slice() != visible && (paused || !encoding.slices().has(visible));
  }

  // What the learning thread does.

  /**
   * Waits until there is something to learn from.
   *
   * @return empty when the session ends
   */
  synchronized Optional<Lesson> nextLesson() {
    while (!closed) {
      if (learningWanted) {
        learningWanted = false;
        if (serves()) {
          learning = true;
          return Optional.of(new Lesson(history.current(), encoding, visible, version));
        }
      }
      await(0);
    }
    return Optional.empty();
  }

  /** Lets the encoding go on, while other slices are predicted. */
  synchronized void letEncodingGoOn() {
    learning = false;
    notifyAll();
  }

  synchronized boolean isSuperseded(Lesson lesson) {
    return closed || learningWanted || version != lesson.version();
  }

  synchronized void publish(Optional<Learnt> result, Lesson lesson) {
    learnt = result.orElse(null);
    learntVersion = lesson.version();
    predicted.clear();
    notifyAll();
  }

  synchronized void notePrediction(int slice, Lesson lesson) {
    predicted.put(slice, lesson.version());
  }

  synchronized List<Integer> slicesToPredict(Lesson lesson) {
    return lesson.encoding().slices().numbers().stream()
        .filter(slice -> predicted.getOrDefault(slice, -1L) != lesson.version())
        .sorted((a, b) -> Math.abs(a - visible) - Math.abs(b - visible))
        .toList();
  }

  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
