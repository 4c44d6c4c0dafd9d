package sc.fiji.fewshot.batch.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.predict.GridPart;
import scala.Tuple2;

/** A Spark task: joins the shares of a large image and writes its files. */
record JoinShares(Broadcast<BroadcastJob> job)
    implements Function<Tuple2<RemoteInput, Iterable<ShareResult>>, RemoteResult> {

  @Override
  public RemoteResult call(Tuple2<RemoteInput, Iterable<ShareResult>> shares) {
    RemoteInput image = shares._1();
    List<ShareResult> results = new ArrayList<>();
    shares._2().forEach(results::add);
    results.sort(Comparator.comparingInt(ShareResult::number));
    List<GridPart> parts = new ArrayList<>();
    double seconds = 0;
    for (ShareResult result : results) {
      if (result.reason() != null) {
        return RemoteResult.failed(result.reason());
      }
      parts.addAll(result.parts());
      seconds += result.seconds();
    }
    Path folder = ClassifyImage.folder(job.value());
    double all = seconds;
    return ExecutorEngine.of(job.value())
        .use(
            image.input(),
            task -> {
              ImageFigures figures = task.join(image.input(), parts, folder);
              return new RemoteResult(folder.toString(), figures, all, null);
            },
            RemoteResult::failed);
  }
}
