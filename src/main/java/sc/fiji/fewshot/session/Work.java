package sc.fiji.fewshot.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;

/** A piece of work for the thread that encodes. */
sealed interface Work {

  /** Open the backbone and look at the image. */
  record Prepare(SessionState state) implements Work {}

  /** Encode a slice. */
  record EncodeSlice(ImageEncoding encoding, int slice) implements Work {}

  /** Encode the views of a mark. */
  record EncodeViews(ImageEncoding encoding, Example example) implements Work {}

  /** Do what the user waits for. */
  record Order<T>(Function<Progress, T> job, Progress progress, CompletableFuture<T> result)
      implements Work {

    void fulfil() {
      try {
        result.complete(job.apply(progress));
      } catch (RuntimeException | OutOfMemoryError e) {
        result.completeExceptionally(e);
      }
    }
  }
}
