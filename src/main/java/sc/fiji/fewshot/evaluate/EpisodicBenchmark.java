package sc.fiji.fewshot.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.StandardiserStrategy;
import sc.fiji.fewshot.learn.Support;

/**
 * Measures a method over many episodes of one data set, inductively: queries are classified one by
 * one and never looked at while learning. An episode's accuracy is the mean over its classes of
 * their recall.
 */
public final class EpisodicBenchmark {

  private final float[][] asSupport;
  private final float[][] asQuery;
  private final int[] labels;
  private final int classes;

  /**
   * A data set whose images look the same to the method as support and as query.
   *
   * @param embeddings raw, one row an image
   * @param labels the class of each
   * @param classes how many there are
   */
  public EpisodicBenchmark(float[][] embeddings, int[] labels, int classes) {
    this(embeddings, embeddings, labels, classes);
  }

  /**
   * A data set that has gone through the backbone.
   *
   * @param asSupport raw, one row an image, as it is embedded for learning: the mean of its views
   * @param asQuery raw, one row an image, as it is embedded to be recognised
   * @param labels the class of each
   * @param classes how many there are
   */
  public EpisodicBenchmark(float[][] asSupport, float[][] asQuery, int[] labels, int classes) {
    if (asSupport.length != labels.length || asQuery.length != labels.length) {
      throw new IllegalArgumentException(
          asSupport.length + " and " + asQuery.length + " rows, " + labels.length + " labels");
    }
    this.asSupport = asSupport;
    this.asQuery = asQuery;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Runs the episodes; blocks until all are done. The result does not depend on the threads.
   *
   * @param method to measure
   * @param strategy gives each episode its standardiser from the support and shipped statistics,
   *     called from several threads
   * @param ways classes in an episode; fewer if the data set has fewer
   * @param shots examples a class to learn from
   * @param queries examples a class to recognise
   * @param episodes how many, at least 1
   * @param seed of the episodes
   * @param threads how many to use, at least 1
   * @throws FewShotException if the data set is too small for such episodes
   */
  public EpisodicResult run(
      FewShotMethod method,
      StandardiserStrategy strategy,
      int ways,
      int shots,
      int queries,
      int episodes,
      long seed,
      int threads) {
    if (episodes < 1) {
      throw new FewShotException("A benchmark needs at least 1 episode, not " + episodes + ".");
    }
    EpisodeSampler sampler = new EpisodeSampler(labels, classes, ways, shots, queries, seed);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> running = new ArrayList<>();
      for (int e = 0; e < episodes; e++) {
        int number = e;
        running.add(pool.submit(() -> accuracy(sampler.episode(number), method, strategy)));
      }
      double[] accuracies = new double[episodes];
      for (int e = 0; e < episodes; e++) {
        accuracies[e] = running.get(e).get();
      }
      MeanInterval mean = MeanInterval.of(accuracies);
      return new EpisodicResult(
          sampler.ways(), shots, queries, episodes, seed, mean.mean(), mean.halfWidth());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FewShotException("The benchmark was interrupted: start it again.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FewShotException told) {
        throw told;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private double accuracy(Episode episode, FewShotMethod method, StandardiserStrategy strategy) {
    float[][] rows = new float[episode.support().length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = asSupport[episode.support()[i]];
    }
    Support support = new Support(rows, episode.supportLabels(), episode.ways());
    Standardiser standardiser = strategy.standardiserFor(support);
    Fitted fitted = method.fit(support, standardiser);
    int[] predicted = new int[episode.query().length];
    for (int i = 0; i < predicted.length; i++) {
      float[] z = standardiser.apply(asQuery[episode.query()[i]]);
      predicted[i] = largest(fitted.head().logits(z));
    }
    return ConfusionMatrix.of(episode.queryLabels(), predicted, episode.ways()).balancedAccuracy();
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      if (values[c] > values[best]) {
        best = c;
      }
    }
    return best;
  }
}
