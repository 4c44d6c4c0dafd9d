package sc.fiji.fewshot.adapt;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * Adapts a network to examples. With how many steps, is found by {@link CrossValidation}.
 *
 * <p>An adaptation that the method brings itself is carried out for sure: the number of steps is
 * the one that does best on held-out examples, and the smallest where none can be held out. One
 * that was asked for beside the method is carried out only if it helps: then the pretrained network
 * is one of the candidates and wins unless another one is better by more than noise.
 *
 * <p>Inductive: nothing but the examples is looked at. The same examples, seed and device give the
 * same result. Cancelled by interrupting the thread or by the progress throwing.
 */
public final class Refiner {

  private final FewShotMethod method;
  private final long seed;
  private final Function<Adaptation, TrainingPace> paces;

  /**
   * @param method that learns the head
   * @param seed of the choice of views and of what is random at the start
   */
  public Refiner(FewShotMethod method, long seed) {
    this(method, seed, TrainingPace::of);
  }

  Refiner(FewShotMethod method, long seed, Function<Adaptation, TrainingPace> paces) {
    this.method = method;
    this.seed = seed;
    this.paces = paces;
  }

  /**
   * Adapts; blocks until done, for some seconds to minutes.
   *
   * @param views of all examples, prepared for the adaptation
   * @param shots numbers of those to learn from, and their classes, each with an example
   * @param standardiser of raw embeddings; stays in use after the adaptation
   * @param progress hears of the steps
   * @return what was learnt
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   * @throws sc.fiji.fewshot.FewShotException if the adaptation diverges or a class has no example
   */
  public Refinement refine(
      ExampleViews views, Shots shots, Standardiser standardiser, Progress progress) {
    Adaptation adaptation = views.adaptation();
    if (adaptation == Adaptation.NONE) {
      return Refinement.none();
    }
    boolean forSure = adaptation == method.adaptation();
    TrainingPace pace = paces.apply(adaptation);
    AdaptationTask task =
        new AdaptationTask(
            views,
            shots,
            standardiser,
            // A head learnt along needs no second example of a class.
            forSure ? pace.with(TrainingPace.Objective.COSINE_HEAD) : pace,
            seed);
    float[][] frozen = task.embed(AdaptedWeights.none());
    CrossValidation validation = new CrossValidation(task, method, frozen);
    if (!validation.isPossible()) {
      return forSure
          ? withoutValidation(task, frozen, progress)
          : Refinement.unchanged(
              "With one example a class none can be held out to see whether an adaptation helps, so"
                  + " the pretrained network is used as it is.");
    }
    Map<Integer, HeldOut> candidates = validation.run(progress.part(0, 0.85));
    int steps = best(candidates, forSure);
    AdaptedWeights weights = steps == 0 ? AdaptedWeights.none() : train(task, frozen, steps);
    progress.done(1);
    HeldOut chosen = candidates.get(steps);
    return new Refinement(
        weights,
        steps,
        candidates.get(0).meanLogLoss(),
        chosen.meanLogLoss(),
        chosen.accuracy(),
        chosen.probabilities(),
        chosen.temperature(),
        explanation(adaptation, candidates, steps));
  }

  private static Refinement withoutValidation(
      AdaptationTask task, float[][] frozen, Progress progress) {
    int steps = task.pace().candidates()[0];
    AdaptedWeights weights = train(task, frozen, steps);
    progress.done(1);
    double[][] unknown = new double[task.labels().length][task.shots().classes()];
    for (double[] row : unknown) {
      Arrays.fill(row, Double.NaN);
    }
    return new Refinement(
        weights,
        steps,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        unknown,
        Double.NaN,
        "Adaptation '%s' was carried out for %d steps; with one example a class none could be held out to see whether it helps."
            .formatted(weights.adaptation().key(), steps));
  }

  private static AdaptedWeights train(AdaptationTask task, float[][] frozen, int steps) {
    int[] all = IntStream.range(0, task.labels().length).toArray();
    try (Training training = task.training(frozen, all)) {
      return training.run(steps);
    }
  }

  private static int best(Map<Integer, HeldOut> candidates, boolean forSure) {
    int best =
        candidates.keySet().stream()
            .filter(steps -> !forSure || steps > 0)
            .min(Comparator.comparingDouble(steps -> candidates.get(steps).meanLogLoss()))
            .orElseThrow();
    boolean taken = forSure || candidates.get(best).clearlyBetterThan(candidates.get(0));
    return taken ? best : 0;
  }

  private static String explanation(
      Adaptation adaptation, Map<Integer, HeldOut> candidates, int steps) {
    HeldOut frozen = candidates.get(0);
    HeldOut chosen =
        steps > 0
            ? candidates.get(steps)
            : candidates.values().stream()
                .skip(1)
                .min(Comparator.comparingDouble(HeldOut::meanLogLoss))
                .orElseThrow();
    return String.format(
        Locale.ROOT,
        "Adaptation '%s' %s (log loss of held-out examples: %.2f, pretrained network: %.2f).",
        adaptation.key(),
        steps > 0 ? "was taken after " + steps + " steps" : "was given up as no clear gain",
        chosen.meanLogLoss(),
        frozen.meanLogLoss());
  }
}
