package sc.fiji.fewshot.batch.spark;

import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.batch.journal.ImageFigures;

/** A Spark task: classifies an image and writes its files into a folder of the attempt's own. */
record ClassifyImage(Broadcast<BroadcastJob> job) implements Function<RemoteInput, RemoteResult> {

  @Override
  public RemoteResult call(RemoteInput image) {
    long start = System.nanoTime();
    Path folder = folder(job.value());
    return ExecutorEngine.of(job.value())
        .use(
            image.input(),
            task -> {
              ImageFigures figures = task.run(image.input(), folder, Progress.NONE);
              double seconds = (System.nanoTime() - start) / 1e9;
              return new RemoteResult(folder.toString(), figures, seconds, null);
            },
            RemoteResult::failed);
  }

  /** Of this attempt: another one, of a task that was thought lost, may still be writing. */
  static Path folder(BroadcastJob job) {
    return Path.of(job.staging(), job.id() + "-" + TaskContext.get().taskAttemptId());
  }
}
