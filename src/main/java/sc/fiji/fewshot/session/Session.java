package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.SliceEmbeddings;

/**
 * Interactive work on one image: whatever the user changes, the slice that he looks at is
 * classified anew a moment later, and the others after it. Two threads do that: one encodes, which
 * takes seconds, the other learns and predicts from what is encoded, which takes milliseconds and
 * makes the first one wait. All methods may be called from any thread and return at once; what
 * comes of them is told to the listener.
 */
public final class Session implements AutoCloseable {

  private final ImageSource image;
  private final Board board;
  private final Announcer announcer;
  private final WorkerPool learningWorkers;
  private final EncodingLoop encoding;
  private final List<Thread> threads;
  private final AtomicInteger ended = new AtomicInteger();

  /**
   * Starts working.
   *
   * @param image stays the caller's, and has to stay open until {@link #awaitEnd}
   * @param first what was decided before
   * @param visible number of the slice that the user looks at, 0-based
   * @param backbones opens a backbone by name and device; the session closes it
   * @param cores to use
   * @param listener hears what happens
   * @param events thread on which it hears it
   */
  public Session(
      ImageSource image,
      SessionState first,
      int visible,
      BiFunction<String, String, Backbone> backbones,
      int cores,
      SessionListener listener,
      Executor events) {
    this.image = image;
    board = new Board(first, visible, image.slices());
    announcer = new Announcer(listener, events);
    learningWorkers = new WorkerPool(cores);
    encoding = new EncodingLoop(board, image, backbones, new WorkerPool(cores), announcer);
    threads =
        List.of(
            new Thread(ending(encoding), "few-shot encoder"),
            new Thread(
                ending(new LearningLoop(board, learningWorkers, announcer)), "few-shot learner"));
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
  }

  /** Both loops use the learning workers. */
  private Runnable ending(Runnable loop) {
    return () -> {
      try {
        loop.run();
      } finally {
        if (ended.incrementAndGet() == threads.size()) {
          learningWorkers.close();
        }
      }
    };
  }

  /**
   * @return what the user decided until now
   */
  public SessionState state() {
    return board.state();
  }

  /**
   * @return the image that is worked on
   */
  public ImageSource image() {
    return image;
  }

  /**
   * Changes classes, marks or options; undo takes it back.
   *
   * @param change makes the new state
   * @throws FewShotException what the change throws, or if a new mark lies outside of the image or
   *     is too small; nothing is changed then
   */
  public void change(UnaryOperator<SessionState> change) {
    board.change(
        state -> {
          SessionState next = change.apply(state);
          checkNewMarks(state, next);
          return next;
        },
        this::tell);
  }

  private void checkNewMarks(SessionState before, SessionState next) {
    for (Mark mark : next.marks()) {
      if (!before.marks().contains(mark)) {
        SupportSet.check(mark.example(), image);
      }
    }
  }

  /** Takes the last change back, if there is one. */
  public void undo() {
    board.undo(this::tell);
  }

  /** Makes the change that was taken back last, if there is one. */
  public void redo() {
    board.redo(this::tell);
  }

  private void tell(SessionState state) {
    announcer.tell(l -> l.changed(state));
  }

  /**
   * @return whether there is something to take back
   */
  public boolean canUndo() {
    return board.canUndo();
  }

  /**
   * @return whether there is something to make again
   */
  public boolean canRedo() {
    return board.canRedo();
  }

  /**
   * The user looks at another slice: it comes first now.
   *
   * @param slice 0-based
   */
  public void show(int slice) {
    board.show(slice);
  }

  /**
   * Stops or continues encoding slices that the user does not look at.
   *
   * @param stop whether to stop
   */
  public void pause(boolean stop) {
    board.pause(stop);
  }

  /** The image's pixels are others now: all of it is encoded anew. */
  public void pixelsChanged() {
    order(
        Progress.NONE,
        progress -> {
          encoding.discard();
          return null;
        });
  }

  /**
   * @return what was learnt last; empty while there is too little to learn from
   */
  public Optional<Learnt> learnt() {
    return board.learnt();
  }

  /**
   * Looks into a slice's embeddings, on a thread of its own.
   *
   * @param slice 0-based
   * @param question to be answered from them
   * @param <T> type of the answer
   * @return the answer; empty if the slice is not encoded, or no longer
   */
  public <T> CompletableFuture<Optional<T>> ask(
      int slice, BiFunction<SliceEmbeddings, WorkerPool, T> question) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return board
                .encoding()
                .flatMap(e -> e.slices().get(slice))
                .map(embeddings -> question.apply(embeddings, learningWorkers));
          } catch (IllegalStateException | RejectedExecutionException e) {
            // The slice was given up meanwhile, or the session has ended.
            return Optional.empty();
          }
        },
        task -> new Thread(task, "few-shot question").start());
  }

  /**
   * Trains the classifier that the marks of now give: the same as training on them from a file.
   *
   * @param progress may cancel; hears from the thread that encodes
   * @return the classifier; fails with a {@link FewShotException} if the marks do not suffice
   */
  public CompletableFuture<Trained> train(Progress progress) {
    return order(
        progress,
        p -> {
          SessionState state = board.state();
          check(state);
          return encoding.complete(state, p).trained(state);
        });
  }

  /**
   * Classifies every slice with what the marks of now give.
   *
   * @param progress may cancel; hears from the thread that encodes
   * @return the predictions; fails with a {@link FewShotException} if the marks do not suffice
   */
  public CompletableFuture<StackPrediction> predictAll(Progress progress) {
    return order(
        progress,
        p -> {
          SessionState state = board.state();
          check(state);
          ImageEncoding ready = encoding.complete(state, p.part(0, 0.2));
          Learnt learnt = Learning.of(state, ready).orElseThrow();
          List<GridPrediction> slices = new ArrayList<>();
          for (int s = 0; s < image.slices(); s++) {
            double from = 0.2 + 0.8 * s / image.slices();
            Progress part = p.part(from, from + 0.8 / image.slices());
            SliceEmbeddings embeddings = encoding.slice(ready, s, part);
            slices.add(embeddings.predict(learnt.head(), learnt.support(), learningWorkers));
            part.done(1);
          }
          return new StackPrediction(learnt, List.copyOf(slices));
        });
  }

  /**
   * Classifies regions, each as a whole, with the classifier that the marks of now give: the same
   * as {@link #train} gives.
   *
   * @param regions of the image; their classes are ignored
   * @param progress may cancel; hears from the thread that encodes
   * @return the predictions; fails with a {@link FewShotException} if the marks do not suffice, or
   *     a region lies outside of the image or is too small
   */
  public CompletableFuture<RegionPredictions> predictRegions(
      List<Example> regions, Progress progress) {
    return order(
        progress,
        p -> {
          SessionState state = board.state();
          check(state);
          regions.forEach(region -> SupportSet.check(region, image));
          ImageEncoding ready = encoding.complete(state, p.part(0, 0.3));
          return encoding.regions(ready, state, regions, p.part(0.3, 1));
        });
  }

  private static void check(SessionState state) {
    new SupportSet(PreparedImage.marked(state), state.marks().stream().map(Mark::example).toList())
        .checkClasses();
  }

  private <T> CompletableFuture<T> order(Progress progress, Function<Progress, T> job) {
    CompletableFuture<T> result = new CompletableFuture<>();
    board.order(new Work.Order<>(job, progress, result));
    return result;
  }

  /** Ends the work. Returns at once; what is encoded is freed when the threads have stopped. */
  @Override
  public void close() {
    board.close();
  }

  /**
   * Ends the work and waits until all threads have stopped and everything is freed.
   *
   * @param millis how long at most
   * @return whether that is so
   * @throws InterruptedException if the calling thread is interrupted
   */
  public boolean awaitEnd(long millis) throws InterruptedException {
    close();
    long end = System.currentTimeMillis() + millis;
    for (Thread thread : threads) {
      thread.join(Math.max(1, end - System.currentTimeMillis()));
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
