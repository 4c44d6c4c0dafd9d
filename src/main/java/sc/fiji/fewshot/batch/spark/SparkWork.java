package sc.fiji.fewshot.batch.spark;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.batch.folder.ImageSink;
import sc.fiji.fewshot.batch.folder.ImageWork;
import sc.fiji.fewshot.batch.folder.JobSettings;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.image.ImageHeader;

/**
 * Works on images with a Spark cluster. Each image is a Spark job of its own: of one task, or, if
 * it is large, of one task for each share of its blocks and one that joins them. A task whose
 * executor is lost is done again elsewhere; only files of the attempt that ended are put in place,
 * by this process, which alone writes the journal.
 */
final class SparkWork implements ImageWork {

  /** Images that are given to Spark at a time: more than most clusters have cores. */
  private static final int MOST_AT_ONCE = 512;

  /** Setting: so many blocks of a large image are a task, some ten seconds of one core. */
  static final String BLOCKS_PER_TASK = "spark.fewshot.blocksPerTask";

  private static final int USUAL_BLOCKS_PER_TASK = 4;

  private static final long PATIENCE_SECONDS = 20;

  private final JobSettings settings;
  private final SparkCluster cluster;

  SparkWork(JobSettings settings, SparkCluster cluster) {
    this.settings = settings;
    this.cluster = cluster;
  }

  private record Finished(Input input, String stamp, RemoteResult result) {}

  @Override
  public void run(List<Input> inputs, ImageSink sink, Progress progress) {
    if (inputs.isEmpty()) {
      return;
    }
    try (JavaSparkContext context =
        SparkConnection.open(cluster, settings.classifier().getFileName().toString())) {
      run(inputs, context, sink, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void run(List<Input> inputs, JavaSparkContext context, ImageSink sink, Progress progress)
      throws InterruptedException, ExecutionException {
    ExecutorService jobs =
        Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, inputs.size()), SparkWork::daemon);
    try {
      Broadcast<BroadcastJob> job =
          context.broadcast(BroadcastJob.of(settings, cluster, sink.staging()));
      CompletionService<Finished> finished = new ExecutorCompletionService<>(jobs);
      for (Input input : inputs) {
        finished.submit(
            () -> new Finished(input, sink.stamp(input), classify(input, context, job)));
      }
      for (int i = 1; i <= inputs.size(); i++) {
        give(finished.take().get(), sink);
        progress.done((double) i / inputs.size());
      }
    } finally {
      // After a problem others are still at work, and would write where files are deleted.
      jobs.shutdownNow();
      context.cancelAllJobs();
      jobs.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "few-shot spark job");
    thread.setDaemon(true);
    return thread;
  }

  private static void give(Finished image, ImageSink sink) {
    RemoteResult result = image.result();
    if (result.reason() != null) {
      sink.failed(image.input(), image.stamp(), result.reason());
      return;
    }
    sink.done(
        image.input(),
        image.stamp(),
        result.seconds(),
        folder -> {
          StagedFiles.move(result.folder(), folder);
          return result.figures();
        });
  }

  private RemoteResult classify(
      Input input, JavaSparkContext context, Broadcast<BroadcastJob> job) {
    RemoteInput image = RemoteInput.of(input);
    context.setJobDescription(image.name());
    int shares = shares(input, context.getConf().getInt(BLOCKS_PER_TASK, USUAL_BLOCKS_PER_TASK));
    try {
      if (shares == 1) {
        return context.parallelize(List.of(image), 1).map(new ClassifyImage(job)).first();
      }
      return context
          .parallelize(IntStream.range(0, shares).boxed().toList(), shares)
          .mapToPair(new ClassifyShare(job, image, shares))
          .groupByKey(1)
          .map(new JoinShares(job))
          .first();
    } catch (Exception e) {
      return lost(e, context);
    }
  }

  /** By the number of pixels: what an image holds exactly is told by those that open it. */
  private int shares(Input input, int blocksPerTask) {
    if (settings.plan().mode() != PredictionMode.PATCHES) {
      return 1;
    }
    ClassificationPlan plan = settings.plan();
    InputSpec spec = plan.classifier().input();
    long pixels =
        ImageHeader.pixels(
            input.where(), input.series(), image -> plan.resolution().silentlyOf(image, spec));
    double task = (double) DenseEncoder.BLOCK * DenseEncoder.BLOCK * Math.max(1, blocksPerTask);
    return (int) Math.max(1, Math.ceil(pixels * spec.scale() * spec.scale() / task));
  }

  /** Spark has tried several times; an image that kills executors must not stop the others. */
  private static RemoteResult lost(Exception problem, JavaSparkContext context) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof FewShotException told) {
        throw told;
      }
    }
    if (context.sc().isStopped() || !(problem instanceof SparkException)) {
      throw new FewShotException(
          "Spark has given the job up (%s); run it again to go on (resume)."
              .formatted(firstLine(problem)),
          problem);
    }
    return RemoteResult.failed("Spark could not finish it: " + firstLine(problem));
  }

  private static String firstLine(Exception problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
  }
}
