package sc.fiji.fewshot.evaluate;

import java.util.Arrays;
import java.util.Optional;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.AdaptedWeights;
import sc.fiji.fewshot.adapt.ExampleViews;
import sc.fiji.fewshot.adapt.Projection;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.adapt.Refiner;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Softmax;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.StandardiserStrategy;
import sc.fiji.fewshot.learn.Support;

/**
 * A linear head on embeddings of a backbone that adapts to the examples.
 *
 * @param views of all images; closed with this
 * @param supportViews how many of them make the embedding of an example
 * @param queryViews how many make the embedding of a query
 * @param method that learns the head
 * @param strategy brings embeddings to scale by the support and by shipped statistics
 * @param seed of the adaptation
 */
record RefinedLearner(
    ExampleViews views,
    int supportViews,
    int queryViews,
    FewShotMethod method,
    StandardiserStrategy strategy,
    long seed)
    implements Learner {

  @Override
  public Recogniser learn(Shots shots, int[] unlabelled) {
    float[][] pretrained = views.embed(AdaptedWeights.none(), shots.images(), supportViews);
    Standardiser standardiser =
        strategy.standardiserFor(new Support(pretrained, shots.labels(), shots.classes()));
    Refinement refinement =
        new Refiner(method, seed).refine(views, shots, standardiser, Progress.NONE);
    AdaptedWeights weights = refinement.weights();
    Optional<Projection> projection = weights.projection();
    float[][] learnt =
        Arrays.stream(views.embed(weights, shots.images(), supportViews))
            .map(raw -> embedding(raw, standardiser, projection))
            .toArray(float[][]::new);
    Fitted fitted =
        method.fit(
            new Support(learnt, shots.labels(), shots.classes()),
            Standardiser.identity(learnt[0].length));
    double temperature = refinement.calibrated() ? refinement.temperature() : fitted.temperature();
    return image -> {
      float[] raw = views.embed(weights, new int[] {image}, queryViews)[0];
      return Softmax.of(
          fitted.head().logits(embedding(raw, standardiser, projection)), temperature);
    };
  }

  private static float[] embedding(
      float[] raw, Standardiser standardiser, Optional<Projection> projection) {
    float[] z = standardiser.apply(raw);
    return projection.map(p -> p.apply(z)).orElse(z);
  }

  @Override
  public void close() {
    views.close();
  }
}
