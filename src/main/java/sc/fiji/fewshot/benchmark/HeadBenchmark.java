package sc.fiji.fewshot.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;

/**
 * How long each method takes to learn anew from embeddings that are known: what a user waits for
 * after a mark, besides encoding it; and how long what it has learnt takes to recognise embeddings.
 *
 * @param method with the options by which it differs from its default
 * @param fitMillis median of some fits on one thread, calibration and what counts as unknown
 *     included
 * @param predictMillis median time for the probabilities of {@value #QUERIES} embeddings, on one
 *     thread
 */
public record HeadBenchmark(String method, double fitMillis, double predictMillis) {

  private static final int CLASSES = 5;
  private static final int EXAMPLES = 5;
  private static final int VIEWS = 8;
  private static final int PROBES = 5;
  private static final int UNLABELLED = 160;
  private static final int QUERIES = 1000;
  private static final int ROUNDS = 7;

  /**
   * Times all methods that leave the network as it is, with each value of each of their options.
   *
   * @param backbone whose length of embeddings it is, with what it comes with; what the embeddings
   *     are does not matter much for the time
   * @return the times, in the order of the methods
   */
  public static List<HeadBenchmark> run(Backbone backbone) {
    int dimension = backbone.info().embeddingLength();
    Random random = new Random(1);
    Standardiser unit = Standardiser.identity(dimension);
    int n = CLASSES * EXAMPLES;
    float[][] embeddings = new float[n][];
    float[][][] views = new float[n][][];
    float[][][] probes = new float[n][][];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % CLASSES;
      embeddings[i] = unit.apply(row(random, dimension, labels[i]));
      views[i] = unit.apply(rows(random, dimension, labels[i], VIEWS));
      probes[i] = unit.apply(rows(random, dimension, labels[i], PROBES));
    }
    Support support =
        new Support(embeddings, views, labels, CLASSES)
            .withUnlabelled(unit.apply(rows(random, dimension, 0, UNLABELLED)));
    float[][] queries = unit.apply(rows(random, dimension, 0, QUERIES));
    List<HeadBenchmark> times = new ArrayList<>();
    for (String word : FewShotMethods.words()) {
      ready(word, backbone)
          .filter(method -> method.adaptation() == Adaptation.NONE)
          .ifPresent(method -> times.add(time(word, method, support, probes, queries)));
    }
    return times;
  }

  private static HeadBenchmark time(
      String word, FewShotMethod method, Support support, float[][][] probes, float[][] queries) {
    Fitted fitted = FittedHead.fit(method, support, probes, Rejection.USUAL).fitted();
    return new HeadBenchmark(
        word,
        median(() -> FittedHead.fit(method, support, probes, Rejection.USUAL)),
        median(() -> Arrays.stream(queries).forEach(fitted::probabilities)));
  }

  /** Not the methods that need something which the backbone lacks. */
  private static Optional<FewShotMethod> ready(String word, Backbone backbone) {
    try {
      return Optional.of(FewShotMethods.parse(word).in(TaskContext.of(backbone)));
    } catch (FewShotException e) {
      return Optional.empty();
    }
  }

  private static double median(Runnable work) {
    work.run();
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      millis[round] = 1000 * ForwardBenchmark.seconds(work);
    }
    Arrays.sort(millis);
    return millis[ROUNDS / 2];
  }

  private static float[][] rows(Random random, int dimension, int label, int count) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row(random, dimension, label);
    }
    return rows;
  }

  /** Classes that overlap. */
  private static float[] row(Random random, int dimension, int label) {
    float[] row = new float[dimension];
    for (int k = 0; k < dimension; k++) {
      row[k] = (float) random.nextGaussian() + (k % CLASSES == label ? 0.2f : 0);
    }
    return row;
  }
}
