package sc.fiji.fewshot.benchmark;

import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.SessionListener;
import sc.fiji.fewshot.session.SessionState;

/**
 * How long a user who marks regions waits: for the first prediction of a slice, and for the
 * prediction after each further mark.
 *
 * @param side of the slice, pixels
 * @param classes how many
 * @param patches of the slice
 * @param firstSeconds from the start of a session with one mark a class, the engine running, to the
 *     prediction of all patches
 * @param additions how many marks were added then
 * @param medianMillis from a mark to the prediction of all patches with it
 * @param percentile95Millis the 95th percentile of the same
 */
public record ReactionBenchmark(
    int side,
    int classes,
    int patches,
    double firstSeconds,
    int additions,
    double medianMillis,
    double percentile95Millis) {

  private static final int CLASSES = 5;
  private static final int ADDITIONS = 50;

  /** From a prediction to the next mark: a quick user, milliseconds. */
  private static final long PAUSE = 1000;

  private static final long PATIENCE_MINUTES = 10;

  /** Hands over what was predicted. */
  private static final class Predictions implements SessionListener {

    private final BlockingQueue<Integer> marksLearnt = new ArrayBlockingQueue<>(1000);
    private volatile int patches;

    @Override
    public void predicted(GridPrediction prediction, Learnt learnt) {
      patches = prediction.scores().size();
      marksLearnt.add(learnt.marks().size());
    }

    @Override
    public void failed(String sentence) {
      throw new FewShotException(sentence);
    }

    void awaitMarks(int count) throws InterruptedException {
      Integer marks;
      do {
        marks = marksLearnt.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (marks == null) {
          throw new FewShotException("No prediction came.");
        }
      } while (marks != count);
    }
  }

  /**
   * Plays the user; blocks until done.
   *
   * @param image of one slice; what it shows does not matter for the time
   * @param patch side of a patch, pixels
   * @param stride from one patch to the next, pixels
   * @param backbone name of the backbone
   * @param device as {@link Backbones#open} takes it
   * @param cores to use
   * @return the times
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static ReactionBenchmark run(
      ImageSource image, int patch, int stride, String backbone, String device, int cores)
      throws InterruptedException {
    SessionState state =
        SessionState.empty()
            .withOptions(o -> o.withBackbone(backbone, device).withPatch(patch).withStride(stride));
    for (int c = 0; c < CLASSES; c++) {
      state = state.withClass(className(c));
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < CLASSES + ADDITIONS; i++) {
      marks.add(mark(image, patch, i));
    }
    Predictions predictions = new Predictions();
    long start = System.nanoTime();
    try (Session session =
        new Session(
            image,
            state.withMarks(marks.subList(0, CLASSES)),
            0,
            Backbones::open,
            cores,
            predictions,
            Runnable::run)) {
      predictions.awaitMarks(CLASSES);
      double first = (System.nanoTime() - start) / 1e9;
      double[] millis = new double[ADDITIONS];
      for (int i = 0; i < ADDITIONS; i++) {
        Thread.sleep(PAUSE);
        List<Mark> next = List.of(marks.get(CLASSES + i));
        long added = System.nanoTime();
        session.change(s -> s.withMarks(next));
        predictions.awaitMarks(CLASSES + i + 1);
        millis[i] = (System.nanoTime() - added) / 1e6;
      }
      session.awaitEnd(TimeUnit.MINUTES.toMillis(1));
      Arrays.sort(millis);
      Percentile percentile = new Percentile();
      percentile.setData(millis);
      return new ReactionBenchmark(
          image.width(),
          CLASSES,
          predictions.patches,
          first,
          ADDITIONS,
          percentile.evaluate(50),
          percentile.evaluate(95));
    }
  }

  private static String className(int number) {
    return "class " + (number % CLASSES + 1);
  }

  private static Mark mark(ImageSource image, int patch, int number) {
    // Steps of the golden ratio and of its square spread the marks evenly.
    int x = (int) ((image.width() - patch) * (number * 0.618034 % 1));
    int y = (int) ((image.height() - patch) * (number * 0.381966 * 0.7 % 1));
    return new Mark(
        new Roi(x, y, patch, patch),
        new Example(Region.rectangle(x, y, patch, patch), 0, className(number), "box " + number));
  }
}
