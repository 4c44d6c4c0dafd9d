package sc.fiji.fewshot.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.SliceEmbeddings;

/** The thread that runs the CNN. It owns the backbone and what is encoded. */
final class EncodingLoop implements Runnable {

  private final Board board;
  private final ImageSource image;
  private final BiFunction<String, String, Backbone> backbones;
  private final WorkerPool workers;
  private final Announcer announcer;

  private Backbone backbone;
  private String backboneName;
  private String device;
  private boolean encodedForOrder;

  /**
   * @param backbones opens a backbone by name and device
   */
  EncodingLoop(
      Board board,
      ImageSource image,
      BiFunction<String, String, Backbone> backbones,
      WorkerPool workers,
      Announcer announcer) {
    this.board = board;
    this.image = image;
    this.backbones = backbones;
    this.workers = workers;
    this.announcer = announcer;
  }

  @Override
  public void run() {
    try {
      for (Optional<Work> next = nextWork(); next.isPresent(); next = nextWork()) {
        attempt(next.get());
      }
    } finally {
      board.close();
      discard();
      if (backbone != null) {
        backbone.close();
      }
      workers.close();
    }
  }

  private Optional<Work> nextWork() {
    return board.nextWork(
        paused -> {
          Activity.Kind kind = paused ? Activity.Kind.PAUSED : Activity.Kind.IDLE;
          announcer.working(new Activity(kind, 0, 0, 1));
        });
  }

  private void attempt(Work work) {
    try {
      if (work instanceof Work.Prepare prepare) {
        prepare(prepare.state(), announcer.progress(kind(prepare.state()), 0, 0, stopIfClosed()));
      } else if (work instanceof Work.EncodeSlice slice) {
        encode(slice);
      } else if (work instanceof Work.EncodeViews views) {
        encodeViews(views);
      } else if (work instanceof Work.Order<?> order) {
        encodedForOrder = false;
        order.fulfil();
        if (encodedForOrder) {
          // What was encoded here was encoded for what is shown, too.
          board.wantLearning();
        }
      }
    } catch (CancellationException e) {
      // What replaces it comes next.
      announcer.working(Activity.idle());
    } catch (FewShotException e) {
      board.markStuck();
      announcer.tell(l -> l.failed(e.getMessage()));
    } catch (OutOfMemoryError e) {
      board.markStuck();
      announcer.outOfMemory();
    } catch (RuntimeException e) {
      board.markStuck();
      announcer.fault(e);
    }
  }

  private static Activity.Kind kind(SessionState state) {
    return state.adapts() ? Activity.Kind.REFINING : Activity.Kind.PREPARING;
  }

  private Runnable stopIfClosed() {
    return () -> board.checkpoint(() -> false);
  }

  /** Has to be called before anything else is encoded with these options. */
  private ImageEncoding prepare(SessionState state, Progress progress) {
    discard();
    SessionOptions options = state.options();
    if (backbone == null
        || !options.backbone().equals(backboneName)
        || !options.device().equals(device)) {
      if (backbone != null) {
        backbone.close();
        backbone = null;
      }
      backbone = backbones.apply(options.backbone(), options.device());
      backboneName = options.backbone();
      device = options.device();
    }
    PreparedImage prepared = PreparedImage.of(image, state, backbone, workers, progress);
    ImageEncoding fresh = new ImageEncoding(prepared, backbone, workers, EmbeddingBudget.bytes());
    board.publish(fresh);
    return fresh;
  }

  private void encode(Work.EncodeSlice work) {
    Runnable checkpoint = () -> board.checkpoint(() -> board.isObsolete(work));
    Progress progress =
        announcer.progress(Activity.Kind.ENCODING, work.slice() + 1, image.slices(), checkpoint);
    SliceEmbeddings embeddings = work.encoding().encode(work.slice(), checkpoint, progress);
    work.encoding().slices().put(embeddings, board.visible());
    board.lessonFor(work.slice()).ifPresent(lesson -> predict(embeddings, lesson));
  }

  private void predict(SliceEmbeddings embeddings, Board.Lesson lesson) {
    board
        .learnt()
        .ifPresent(
            learnt -> {
              var prediction = embeddings.predict(learnt.head(), learnt.support(), workers);
              board.notePrediction(embeddings.slice(), lesson);
              announcer.tell(l -> l.predicted(prediction, learnt));
            });
  }

  private void encodeViews(Work.EncodeViews work) {
    SessionState state = board.state();
    long done = state.marks().stream().filter(m -> work.encoding().hasViews(m.example())).count();
    int total = state.marks().size();
    announcer.working(
        new Activity(Activity.Kind.VIEWING, (int) done + 1, total, (double) done / total));
    work.encoding().encodeViews(work.example());
    if (board.allViewed()) {
      board.wantLearning();
    }
  }

  // What the user waits for.

  /** Forgets all that was encoded. */
  void discard() {
    board.withdrawEncoding().ifPresent(ImageEncoding::close);
  }

  /** The encoding that these options ask for, with the views of all marks. */
  ImageEncoding complete(SessionState state, Progress progress) {
    ImageEncoding encoding =
        board
            .encoding()
            .filter(e -> e.serves(state) && e.isAdaptedTo(state.marks()))
            .orElseGet(() -> prepare(state, progress.part(0, 0.5)));
    int number = 0;
    for (Mark mark : state.marks()) {
      if (!encoding.hasViews(mark.example())) {
        encoding.encodeViews(mark.example());
        encodedForOrder = true;
      }
      number++;
      progress.done(0.5 + 0.5 * number / state.marks().size());
    }
    return encoding;
  }

  /** A slice's embeddings, encoded now if need be; they stay the store's. */
  SliceEmbeddings slice(ImageEncoding encoding, int slice, Progress progress) {
    return encoding
        .slices()
        .get(slice)
        .orElseGet(
            () -> {
              SliceEmbeddings fresh = encoding.encode(slice, stopIfClosed(), progress);
              encoding.slices().put(fresh, board.visible());
              encodedForOrder = true;
              return fresh;
            });
  }

  /** Classifies regions with what training on the marks gives, once all have views. */
  RegionPredictions regions(
      ImageEncoding encoding, SessionState state, List<Example> regions, Progress progress) {
    return encoding.regions(
        encoding.trained(state).classifier(),
        workers,
        regions,
        fraction -> {
          stopIfClosed().run();
          progress.done(fraction);
        });
  }
}
