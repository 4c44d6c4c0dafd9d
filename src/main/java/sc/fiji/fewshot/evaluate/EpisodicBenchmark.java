package sc.fiji.fewshot.evaluate;

import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.StandardiserStrategy;

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
    EpisodeSampler sampler = new EpisodeSampler(labels, classes, ways, shots, queries, seed);
    try (WorkerPool workers = new WorkerPool(threads)) {
      MeanInterval mean =
          new EpisodeRunner(sampler, workers)
              .run(new EmbeddedLearner(asSupport, asQuery, method, strategy), episodes, false)
              .accuracy();
      return new EpisodicResult(
          sampler.ways(), shots, queries, episodes, seed, mean.mean(), mean.halfWidth());
    }
  }
}
