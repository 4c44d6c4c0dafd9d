package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/** {@link Fitting} for heads that need the embeddings themselves: leave-one-out learns anew. */
public final class RefitFitting {

  private RefitFitting() {}

  /**
   * Learns a head, and again without each example (beyond {@value LeaveOneOut#EXACT} examples: in
   * {@value LeaveOneOut#FOLDS} folds).
   *
   * @param learner of the head
   * @param support raw embeddings
   * @param standardiser applied to each embedding first
   * @return what was learnt
   * @throws sc.fiji.fewshot.FewShotException if there is only one class or a class lacks examples
   */
  public static Fitted fit(HeadLearner learner, Support support, Standardiser standardiser) {
    support.requireEveryClass();
    Support examples = support.standardised(standardiser);
    Head head = learner.learn(examples);
    int n = examples.size();
    double[][] seen = new double[n][];
    double[][] leftOut = new double[n][];
    int folds = n <= LeaveOneOut.EXACT ? n : LeaveOneOut.FOLDS;
    int[] fold = LeaveOneOut.folds(examples.labels(), examples.classes(), folds);
    for (int i = 0; i < n; i++) {
      seen[i] = head.logits(examples.embeddings()[i]);
      leftOut[i] = LeaveOneOut.unknown(examples.classes());
    }
    for (int f = 0; f <= Arrays.stream(fold).max().orElse(-1); f++) {
      int number = f;
      int[] kept = IntStream.range(0, n).filter(i -> fold[i] != number).toArray();
      Head without = learner.learn(examples.only(kept));
      for (int i = 0; i < n; i++) {
        if (fold[i] == number) {
          leftOut[i] = without.logits(examples.embeddings()[i]);
        }
      }
    }
    double temperature = Temperature.of(seen, leftOut, examples.labels()).value();
    return Fitting.sumUp(head, temperature, leftOut, examples.labels());
  }
}
