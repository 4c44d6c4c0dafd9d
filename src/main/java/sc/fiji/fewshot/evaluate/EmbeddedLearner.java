package sc.fiji.fewshot.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.StandardiserStrategy;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.UnknownDetector;

/**
 * A head on embeddings. In the transductive setting, means and deviations are those of the examples
 * and queries together.
 *
 * @param asSupport raw, one row an image, as it is embedded for learning: the mean of its views
 * @param asQuery raw, one row an image, as it is embedded to be recognised
 * @param views of each image, raw, of which {@code asSupport} has the means
 * @param methods gives what learns the head of some shots
 * @param strategy brings embeddings to scale by the support and by shipped statistics
 */
public record EmbeddedLearner(
    float[][] asSupport,
    float[][] asQuery,
    float[][][] views,
    Function<Shots, FewShotMethod> methods,
    StandardiserStrategy strategy)
    implements Learner {

  /** Checks that the images are the same. */
  public EmbeddedLearner {
    if (asSupport.length != asQuery.length || views.length != asQuery.length) {
      throw new IllegalArgumentException(asSupport.length + " and " + asQuery.length + " rows");
    }
  }

  /**
   * For images of which no single views are known.
   *
   * @param asSupport raw, one row an image, as it is embedded for learning
   * @param asQuery raw, one row an image, as it is embedded to be recognised
   * @param method that learns the head
   * @param strategy brings embeddings to scale by the support and by shipped statistics
   */
  public EmbeddedLearner(
      float[][] asSupport, float[][] asQuery, FewShotMethod method, StandardiserStrategy strategy) {
    this(
        asSupport,
        asQuery,
        Arrays.stream(asSupport).map(row -> new float[][] {row}).toArray(float[][][]::new),
        shots -> method,
        strategy);
  }

  @Override
  public Recogniser learn(Shots shots, int[] unlabelled) {
    Support support = support(shots);
    Standardiser standardiser = standardiser(support, unlabelled);
    FewShotMethod method = methods.apply(shots);
    float[][] queries = method.needsUnlabelled() ? rows(asQuery, unlabelled) : new float[0][];
    Fitted fitted = method.fit(support.withUnlabelled(queries), standardiser);
    double[][] together = fitted.unlabelledProbabilities();
    return image -> {
      int number = together.length == 0 ? -1 : numberOf(image, unlabelled);
      return number >= 0
          ? together[number]
          : fitted.probabilities(standardiser.apply(asQuery[image]));
    };
  }

  @Override
  public Optional<IntToDoubleFunction> strangeness(Shots shots, int[] unlabelled) {
    Support support = support(shots);
    Standardiser standardiser = standardiser(support, unlabelled);
    float[][][] probes =
        IntStream.of(shots.images())
            .mapToObj(i -> new float[][] {standardiser.apply(asQuery[i])})
            .toArray(float[][][]::new);
    Fitted fitted = methods.apply(shots).fit(support, standardiser);
    UnknownDetector detector =
        UnknownDetector.fit(
            support.standardised(standardiser),
            probes,
            fitted.leaveOneOutProbabilities(),
            Rejection.USUAL);
    return Optional.of(
        image -> {
          float[] z = standardiser.apply(asQuery[image]);
          return detector.score(z, StatUtils.max(fitted.probabilities(z)));
        });
  }

  @Override
  public Optional<HeadInputs> headInputs(Episode episode) {
    Support support = support(episode.shots());
    Standardiser standardiser = standardiser(support, NONE);
    float[][] query =
        IntStream.of(episode.query())
            .mapToObj(i -> standardiser.apply(asQuery[i]))
            .toArray(float[][]::new);
    String head = methods.apply(episode.shots()).fit(support, standardiser).head().name();
    return Optional.of(
        new HeadInputs(support.standardised(standardiser).embeddings(), query, head));
  }

  private static int numberOf(int image, int[] images) {
    return IntStream.range(0, images.length).filter(i -> images[i] == image).findFirst().orElse(-1);
  }

  private Support support(Shots shots) {
    float[][] examples = rows(asSupport, shots.images());
    return methods.apply(shots).needsViews()
        ? new Support(
            examples,
            IntStream.of(shots.images()).mapToObj(i -> views[i]).toArray(float[][][]::new),
            shots.labels(),
            shots.classes())
        : new Support(examples, shots.labels(), shots.classes());
  }

  private Standardiser standardiser(Support support, int[] unlabelled) {
    Standardiser inductive = strategy.standardiserFor(support);
    if (unlabelled.length == 0) {
      return inductive;
    }
    float[][] seen =
        IntStream.range(0, support.size() + unlabelled.length)
            .mapToObj(
                i ->
                    i < support.size()
                        ? support.embeddings()[i]
                        : asQuery[unlabelled[i - support.size()]])
            .toArray(float[][]::new);
    return Standardiser.of(seen).with(inductive.whitening());
  }

  private static float[][] rows(float[][] all, int[] which) {
    return IntStream.of(which).mapToObj(i -> all[i]).toArray(float[][]::new);
  }
}
