package sc.fiji.fewshot.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Classes that the backbone's {@link sc.fiji.fewshot.backbone.PromptBank} knows by name stand in
 * for missing examples: the mean embedding of many images of such a class counts as one more
 * example, so it has half of a class's weight beside one example, a third beside two, and from
 * three on it is left out. Names can mislead, so the examples are asked, too: a known class counts
 * only if, of all examples, one of the class of its name is most like it.
 *
 * @param known a ready embedding for the numbers of classes that have one
 * @param names of the classes
 */
record NamedPrompts(Map<Integer, float[]> known, List<String> names) {

  /** None. */
  static final NamedPrompts NONE = new NamedPrompts(Map.of(), List.of());

  private static final int MOST_EXAMPLES = 2;

  static NamedPrompts of(TaskContext context) {
    Map<Integer, float[]> known = new LinkedHashMap<>();
    for (int c = 0; c < context.classNames().size(); c++) {
      int number = c;
      context
          .backbone()
          .prompts()
          .find(context.classNames().get(c))
          .ifPresent(p -> known.put(number, context.embedding().apply(p.embedding())));
    }
    return new NamedPrompts(known, context.classNames());
  }

  /**
   * Learns from the examples and the classes that are called in.
   *
   * @param method that learns the head
   * @return what was learnt; what it says of left-out examples is of the user's own
   */
  Fitted fit(FewShotMethod method, Support support, Standardiser standardiser) {
    support.requireEveryClass();
    int[] called = called(support, standardiser);
    Fitted fitted = method.fit(with(support, called), standardiser);
    return called.length == 0
        ? fitted.withExplanation("No class was helped by a named prompt. " + fitted.explanation())
        : ownOnly(fitted, support)
            .withExplanation(
                "%d of %d classes %s helped by named prompts: %s."
                    .formatted(
                        called.length,
                        support.classes(),
                        called.length == 1 ? "was" : "were",
                        String.join(", ", IntStream.of(called).mapToObj(names::get).toList())));
  }

  private int[] called(Support support, Standardiser standardiser) {
    int[] counts = support.counts();
    return known.keySet().stream()
        .mapToInt(Integer::intValue)
        .filter(c -> counts[c] <= MOST_EXAMPLES && nearest(c, support, standardiser) == c)
        .toArray();
  }

  /** The class of the example that a known class is most like, by the cosine. */
  private int nearest(int known, Support support, Standardiser standardiser) {
    float[] z = standardiser.apply(this.known.get(known));
    int nearest = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < support.size(); i++) {
      float[] example = standardiser.apply(support.embeddings()[i]);
      double similarity = 0;
      for (int k = 0; k < z.length; k++) {
        similarity += (double) z[k] * example[k];
      }
      if (similarity > most) {
        most = similarity;
        nearest = support.labels()[i];
      }
    }
    return nearest;
  }

  private Support with(Support support, int[] called) {
    List<float[]> rows = new ArrayList<>(List.of(support.embeddings()));
    List<float[][]> views = new ArrayList<>(List.of(support.views()));
    List<Integer> labels = new ArrayList<>(Arrays.stream(support.labels()).boxed().toList());
    for (int c : called) {
      rows.add(known.get(c));
      views.add(new float[][] {known.get(c)});
      labels.add(c);
    }
    return new Support(
        rows.toArray(float[][]::new),
        views.toArray(float[][][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        support.classes());
  }

  /** Known classes come after the examples; whether they would be recognised is no news. */
  private static Fitted ownOnly(Fitted fitted, Support support) {
    double[][] rows = Arrays.copyOf(fitted.leaveOneOutProbabilities(), support.size());
    int asked = 0;
    int right = 0;
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      int label = support.labels()[i];
      if (!Double.isNaN(rows[i][0])) {
        asked++;
        double own = rows[i][label];
        right += Arrays.stream(rows[i]).allMatch(p -> p <= own) ? 1 : 0;
        loss -= Math.log(Math.max(Double.MIN_NORMAL, rows[i][label]));
      }
    }
    return new Fitted(
        fitted.head(),
        fitted.temperature(),
        right / (double) asked,
        loss / asked,
        rows,
        fitted.unlabelledProbabilities(),
        fitted.explanation());
  }
}
