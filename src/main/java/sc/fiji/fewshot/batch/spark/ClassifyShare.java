package sc.fiji.fewshot.batch.spark;

import java.util.ArrayList;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** A Spark task: classifies a share of the blocks of a large image. */
record ClassifyShare(Broadcast<BroadcastJob> job, RemoteInput image, int shares)
    implements PairFunction<Integer, RemoteInput, ShareResult> {

  @Override
  public Tuple2<RemoteInput, ShareResult> call(Integer number) {
    long start = System.nanoTime();
    ShareResult result =
        ExecutorEngine.of(job.value())
            .use(
                image.input(),
                task -> {
                  var parts = new ArrayList<>(task.share(image.input(), number, shares));
                  double seconds = (System.nanoTime() - start) / 1e9;
                  return new ShareResult(number, parts, seconds, null);
                },
                reason -> new ShareResult(number, new ArrayList<>(), 0, reason));
    return new Tuple2<>(image, result);
  }
}
