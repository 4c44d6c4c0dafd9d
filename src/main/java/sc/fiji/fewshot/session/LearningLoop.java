package sc.fiji.fewshot.session;

import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.SliceEmbeddings;

/** The thread that learns and predicts from what is encoded: first the slice on show. */
final class LearningLoop implements Runnable {

  private final Board board;
  private final WorkerPool workers;
  private final Announcer announcer;

  LearningLoop(Board board, WorkerPool workers, Announcer announcer) {
    this.board = board;
    this.workers = workers;
    this.announcer = announcer;
  }

  @Override
  public void run() {
    for (Optional<Board.Lesson> next = board.nextLesson();
        next.isPresent();
        next = board.nextLesson()) {
      try {
        learn(next.get());
      } catch (FewShotException e) {
        announcer.tell(l -> l.failed(e.getMessage()));
      } catch (OutOfMemoryError e) {
        announcer.outOfMemory();
      } catch (IllegalStateException e) {
        // Embeddings were given up meanwhile; what replaces them is learnt from next.
        board.wantLearning();
      } catch (RuntimeException e) {
        announcer.fault(e);
      } finally {
        board.letEncodingGoOn();
      }
    }
  }

  private void learn(Board.Lesson lesson) {
    Optional<Learnt> result = Learning.of(lesson.state(), lesson.encoding());
    board.publish(result, lesson);
    if (result.isEmpty()) {
      announcer.tell(SessionListener::forgotten);
      return;
    }
    Learnt learnt = result.get();
    announcer.tell(l -> l.learnt(learnt));
    predict(lesson.visible(), lesson, learnt);
    board.letEncodingGoOn();
    for (int slice : board.slicesToPredict(lesson)) {
      if (board.isSuperseded(lesson)) {
        return;
      }
      predict(slice, lesson, learnt);
    }
  }

  private void predict(int slice, Board.Lesson lesson, Learnt learnt) {
    Optional<SliceEmbeddings> embeddings = lesson.encoding().slices().get(slice);
    if (embeddings.isPresent()) {
      GridPrediction prediction =
          embeddings.get().predict(learnt.head(), learnt.support(), workers);
      board.notePrediction(slice, lesson);
      announcer.tell(l -> l.predicted(prediction, learnt));
    }
  }
}
