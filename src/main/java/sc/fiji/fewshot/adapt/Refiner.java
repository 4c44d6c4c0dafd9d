package sc.fiji.fewshot.adapt;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;

/**
 * Adapts a network to examples, if that helps. Whether, and with how many steps, is found by
 * cross-validation: in each of {@value #FOLDS} folds the adaptation sees the other examples only,
 * the head is fitted on their adapted embeddings, and the fold's own examples are recognised. The
 * pretrained network is one of the candidates and wins unless another one is better by more than
 * noise; only then is the adaptation repeated on all examples.
 *
 * <p>Inductive: nothing but the examples is looked at. The same examples, seed and device give the
 * same result. Cancelled by interrupting the thread or by the progress throwing.
 */
public final class Refiner {

  static final int FOLDS = 4;

  /** More would cost time and tell little about which candidate is better. */
  private static final int VIEWS_TO_COMPARE_BY = 4;

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
    int[] labels = shots.labels();
    Task task = new Task(views, shots.images(), labels, shots.classes(), standardiser);
    if (views.adaptation() == Adaptation.NONE) {
      return Refinement.none();
    }
    int[] fold = folds(labels, shots.classes());
    if (IntStream.of(fold).allMatch(f -> f < 0)) {
      return Refinement.unchanged(
          "With one example a class none can be held out to see whether an adaptation helps, so the"
              + " pretrained network is used as it is.");
    }
    TrainingPace pace = paces.apply(views.adaptation());
    Map<Integer, HeldOut> candidates = crossValidate(task, fold, pace, progress.part(0, 0.85));
    HeldOut frozen = candidates.get(0);
    int steps = best(candidates);
    if (steps == 0) {
      return new Refinement(
          AdaptedWeights.none(),
          0,
          frozen.meanLogLoss(),
          frozen.meanLogLoss(),
          frozen.accuracy(),
          frozen.probabilities(),
          frozen.temperature(),
          explanation(views.adaptation(), candidates, 0));
    }
    HeldOut adapted = candidates.get(steps);
    try (Training training = training(task, allOf(labels), pace)) {
      AdaptedWeights weights = training.run(steps);
      progress.done(1);
      return new Refinement(
          weights,
          steps,
          frozen.meanLogLoss(),
          adapted.meanLogLoss(),
          adapted.accuracy(),
          adapted.probabilities(),
          adapted.temperature(),
          explanation(views.adaptation(), candidates, steps));
    }
  }

  /** What is to be learnt from. */
  private record Task(
      ExampleViews views, int[] examples, int[] labels, int classes, Standardiser standardiser) {

    /** Embeddings of all examples with some weights, ready for a head. */
    float[][] embed(AdaptedWeights weights) {
      float[][] rows = views.embed(weights, examples, VIEWS_TO_COMPARE_BY);
      for (int i = 0; i < rows.length; i++) {
        float[] z = standardiser.apply(rows[i]);
        rows[i] = weights.projection().map(p -> p.apply(z)).orElse(z);
      }
      return rows;
    }
  }

  /** How each number of steps did on held-out examples; 0 is the pretrained network. */
  private Map<Integer, HeldOut> crossValidate(
      Task task, int[] fold, TrainingPace pace, Progress progress) {
    int[] labels = task.labels();
    Map<Integer, double[][]> logits = new TreeMap<>();
    logits.put(0, new double[labels.length][]);
    IntStream.of(pace.candidates()).forEach(s -> logits.put(s, new double[labels.length][]));
    float[][] frozen = task.embed(AdaptedWeights.none());
    int folds = IntStream.of(fold).max().orElse(-1) + 1;
    for (int f = 0; f < folds; f++) {
      int held = f;
      int[] kept = IntStream.range(0, labels.length).filter(i -> fold[i] != held).toArray();
      recognise(task, frozen, fold, held, kept, logits.get(0));
      try (Training training = training(task, kept, pace)) {
        for (int steps : pace.candidates()) {
          AdaptedWeights weights = training.run(steps);
          recognise(task, task.embed(weights), fold, held, kept, logits.get(steps));
          progress.done((f + steps / (double) last(pace)) / folds);
        }
      }
    }
    Map<Integer, HeldOut> candidates = new TreeMap<>();
    logits.forEach((steps, rows) -> candidates.put(steps, HeldOut.of(rows, labels)));
    return candidates;
  }

  private static int last(TrainingPace pace) {
    return pace.candidates()[pace.candidates().length - 1];
  }

  private void recognise(
      Task task, float[][] embeddings, int[] fold, int held, int[] kept, double[][] logits) {
    float[][] rows = IntStream.of(kept).mapToObj(i -> embeddings[i]).toArray(float[][]::new);
    int[] labels = IntStream.of(kept).map(i -> task.labels()[i]).toArray();
    Fitted fitted =
        method.fit(
            new Support(rows, labels, task.classes()), Standardiser.identity(rows[0].length));
    for (int i = 0; i < fold.length; i++) {
      if (fold[i] == held) {
        logits[i] = fitted.head().logits(embeddings[i]);
      }
    }
  }

  private Training training(Task task, int[] kept, TrainingPace pace) {
    ExampleViews views = task.views();
    Adaptable adaptable =
        views.adaptation().changesNetwork()
            ? new AdaptableNetwork(views, task.standardiser())
            : new AdaptableProjection(views, task.standardiser(), seed);
    int[] examples = IntStream.of(kept).map(i -> task.examples()[i]).toArray();
    int[] labels = IntStream.of(kept).map(i -> task.labels()[i]).toArray();
    return new Training(adaptable, views, examples, labels, task.classes(), pace, seed);
  }

  private static int best(Map<Integer, HeldOut> candidates) {
    int best = 0;
    for (Map.Entry<Integer, HeldOut> entry : candidates.entrySet()) {
      if (entry.getValue().meanLogLoss() < candidates.get(best).meanLogLoss()) {
        best = entry.getKey();
      }
    }
    return candidates.get(best).clearlyBetterThan(candidates.get(0)) ? best : 0;
  }

  /** Dealt out class by class; -1 for the only example of its class. */
  private static int[] folds(int[] labels, int classes) {
    int[] fold = new int[labels.length];
    Arrays.fill(fold, -1);
    int next = 0;
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      for (int member : members) {
        fold[member] = members.length > 1 ? next++ % FOLDS : -1;
      }
    }
    return fold;
  }

  private static int[] allOf(int[] labels) {
    return IntStream.range(0, labels.length).toArray();
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
