package sc.fiji.fewshot.adapt;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.LeaveOneOut;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;

/**
 * How an adaptation does on examples that neither it nor the head has seen: in each of {@value
 * #FOLDS} folds both learn from the other examples, and the fold's own are recognised.
 */
final class CrossValidation {

  static final int FOLDS = 4;

  private final AdaptationTask task;
  private final FewShotMethod method;
  private final float[][] frozen;
  private final int[] fold;

  /**
   * @param task to try
   * @param method that learns the head
   * @param frozen embeddings of all examples by the pretrained network
   */
  CrossValidation(AdaptationTask task, FewShotMethod method, float[][] frozen) {
    this.task = task;
    this.method = method;
    this.frozen = frozen;
    fold = LeaveOneOut.folds(task.labels(), task.shots().classes(), FOLDS);
  }

  /** Whether an example can be held out without its class being left with none. */
  boolean isPossible() {
    return IntStream.of(fold).anyMatch(f -> f >= 0);
  }

  /**
   * Runs it; blocks for most of the time that an adaptation takes.
   *
   * @param progress may cancel
   * @return how each number of steps did; 0 is the pretrained network
   */
  Map<Integer, HeldOut> run(Progress progress) {
    int n = fold.length;
    int[] candidates = task.pace().candidates();
    Map<Integer, double[][]> logits = new TreeMap<>();
    logits.put(0, new double[n][]);
    IntStream.of(candidates).forEach(steps -> logits.put(steps, new double[n][]));
    int folds = IntStream.of(fold).max().orElse(-1) + 1;
    for (int f = 0; f < folds; f++) {
      recognise(frozen, f, logits.get(0));
      try (Training training = task.training(frozen, kept(f))) {
        for (int steps : candidates) {
          recognise(task.embed(training.run(steps)), f, logits.get(steps));
          progress.done((f + steps / (double) candidates[candidates.length - 1]) / folds);
        }
      }
    }
    Map<Integer, HeldOut> heldOut = new TreeMap<>();
    logits.forEach((steps, rows) -> heldOut.put(steps, HeldOut.of(rows, task.labels())));
    return heldOut;
  }

  private int[] kept(int held) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
  }

  private void recognise(float[][] embeddings, int held, double[][] logits) {
    int[] kept = kept(held);
    float[][] rows = IntStream.of(kept).mapToObj(i -> embeddings[i]).toArray(float[][]::new);
    int[] labels = IntStream.of(kept).map(i -> task.labels()[i]).toArray();
    Fitted fitted =
        method.fit(
            new Support(rows, labels, task.shots().classes()),
            Standardiser.identity(rows[0].length));
    for (int i = 0; i < fold.length; i++) {
      if (fold[i] == held) {
        logits[i] = fitted.head().logits(embeddings[i]);
      }
    }
  }
}
