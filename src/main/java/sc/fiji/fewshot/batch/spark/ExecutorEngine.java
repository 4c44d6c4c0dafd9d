package sc.fiji.fewshot.batch.spark;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.folder.ImageTask;
import sc.fiji.fewshot.batch.folder.MemoryBudget;
import sc.fiji.fewshot.batch.folder.Reason;
import sc.fiji.fewshot.batch.input.Input;

/**
 * The one classifier with its CNN that an executor holds in memory, whatever the number of tasks
 * that run in it: while one of them encodes, others read and write.
 */
final class ExecutorEngine {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorEngine.class);

  private static ExecutorEngine current;

  private final String job;
  private final OpenClassifier classifier;
  private final ImageTask task;
  private final MemoryBudget memory = new MemoryBudget();
  private final AtomicInteger working = new AtomicInteger();

  private ExecutorEngine(BroadcastJob job) {
    this.job = job.id();
    classifier = new OpenClassifier(job.plan(), job.backbone(), device(job), threads(job));
    task =
        new ImageTask(
            classifier,
            ResultKind.parse(job.results()),
            job.regions() == null ? null : Path.of(job.regions()));
  }

  /**
   * @param job that a task belongs to
   * @return the engine of this executor, which is opened for the first of them
   * @throws FewShotException if the backbone cannot be had, or no engine be started
   */
  static synchronized ExecutorEngine of(BroadcastJob job) {
    if (current == null) {
      // Pictures are drawn where there may be no screen.
      System.setProperty("java.awt.headless", "true");
      Runtime.getRuntime().addShutdownHook(new Thread(ExecutorEngine::closeIdle));
    }
    if (current == null || !current.job.equals(job.id())) {
      closeIdle();
      current = open(job);
    }
    return current;
  }

  /**
   * Spark prints the whole trace of what a task throws, of which a user wants the sentence only.
   */
  private static ExecutorEngine open(BroadcastJob job) {
    try {
      return new ExecutorEngine(job);
    } catch (FewShotException e) {
      LOG.error("The classifier cannot be opened", e);
      FewShotException told = new FewShotException(e.getMessage());
      told.setStackTrace(new StackTraceElement[0]);
      throw told;
    }
  }

  /** Taking an engine away from a task that runs would crash the executor. */
  private static synchronized void closeIdle() {
    if (current != null && current.working.get() == 0) {
      current.classifier.close();
    }
  }

  /**
   * Works on an image.
   *
   * @param input the image
   * @param work to do
   * @param failed makes a result of the reason why an image cannot be classified
   * @return what came out
   * @throws CancellationException if Spark takes the task back
   */
  <T> T use(Input input, Function<ImageTask, T> work, Function<String, T> failed) {
    working.incrementAndGet();
    int taken = 0;
    try {
      taken = memory.take(input);
      return work.apply(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (TaskContext.get().isInterrupted()) {
        throw e;
      }
      return failed.apply(Reason.of(e));
    } finally {
      memory.giveBack(taken);
      working.decrementAndGet();
    }
  }

  /** The GPU that Spark has given to the executor, if any. */
  private static String device(BroadcastJob job) {
    Map<String, ResourceInformation> resources = TaskContext.get().resourcesJMap();
    ResourceInformation gpu = resources.get("gpu");
    return job.device().equals("cpu") || gpu == null || gpu.addresses().length == 0
        ? job.device()
        : "gpu:" + gpu.addresses()[0];
  }

  private static int threads(BroadcastJob job) {
    if (job.threads() > 0) {
      return job.threads();
    }
    return SparkEnv.get()
        .conf()
        .getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors());
  }
}
