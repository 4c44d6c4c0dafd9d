package sc.fiji.fewshot.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Classes that the backbone's {@link sc.fiji.fewshot.backbone.PromptBank} knows by name stand in
 * for missing examples: what is known of a class counts as one more example, so it has half of a
 * class's weight beside one example, a third beside two, and from three on it is left out.
 *
 * <p>Only by how known classes differ from each other is learnt: their embeddings are moved so that
 * their mean is that of the examples of these classes. So another laboratory's stain does no harm,
 * nor are known classes preferred to unknown ones. A single known class says nothing.
 *
 * <p>Names can mislead, so the examples are asked, too: a known class counts only if of all these
 * examples the one that is most like it, seen from the mean, is one of its own.
 *
 * @param known embeddings for the numbers of classes that have one
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
    Support examples = support.standardised(standardiser);
    Map<Integer, float[]> called = called(examples, standardiser);
    Fitted fitted = method.fit(with(examples, called), Standardiser.identity(examples.dimension()));
    return called.isEmpty()
        ? fitted.withExplanation("No class was helped by a named prompt. " + fitted.explanation())
        : ownOnly(fitted, support)
            .withExplanation(
                "%d of %d classes %s helped by named prompts: %s."
                    .formatted(
                        called.size(),
                        support.classes(),
                        called.size() == 1 ? "was" : "were",
                        String.join(", ", called.keySet().stream().map(names::get).toList())));
  }

  /** What is added for each class that is called in. */
  private Map<Integer, float[]> called(Support examples, Standardiser standardiser) {
    int[] counts = examples.counts();
    int[] classes =
        known.keySet().stream()
            .mapToInt(Integer::intValue)
            .filter(c -> counts[c] <= MOST_EXAMPLES)
            .sorted()
            .toArray();
    Map<Integer, float[]> called = new LinkedHashMap<>();
    if (classes.length < 2) {
      return called;
    }
    float[][] ready = new float[names.size()][];
    for (int c : classes) {
      ready[c] = standardiser.apply(known.get(c));
    }
    float[] centre = mean(ready, classes);
    float[] here = mean(Prototypes.of(examples), classes);
    for (int c : classes) {
      float[] difference = minus(ready[c], centre);
      if (nearest(difference, here, examples, classes) == c) {
        called.put(c, plus(here, difference));
      }
    }
    return called;
  }

  /** Among some classes the one of the example that lies most in a direction, seen from a point. */
  private static int nearest(float[] direction, float[] from, Support examples, int[] classes) {
    int nearest = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < examples.size(); i++) {
      float[] difference = minus(examples.embeddings()[i], from);
      double cosine = dot(difference, direction) / Math.sqrt(dot(difference, difference) + 1e-12);
      int label = examples.labels()[i];
      if (cosine > most && Arrays.binarySearch(classes, label) >= 0) {
        most = cosine;
        nearest = label;
      }
    }
    return nearest;
  }

  private static float[] mean(float[][] rows, int[] which) {
    float[] mean = new float[rows[which[0]].length];
    for (int i : which) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += rows[i][k] / which.length;
      }
    }
    return mean;
  }

  private static float[] minus(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int k = 0; k < a.length; k++) {
      difference[k] = a[k] - b[k];
    }
    return difference;
  }

  private static float[] plus(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int k = 0; k < a.length; k++) {
      sum[k] = a[k] + b[k];
    }
    return sum;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  private static Support with(Support examples, Map<Integer, float[]> called) {
    List<float[]> rows = new ArrayList<>(List.of(examples.embeddings()));
    List<Integer> labels = new ArrayList<>(Arrays.stream(examples.labels()).boxed().toList());
    called.forEach(
        (c, row) -> {
          rows.add(row);
          labels.add(c);
        });
    return new Support(
        rows.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        examples.classes());
  }

  /** Known classes come after the examples; whether they would be recognised is no news. */
  private static Fitted ownOnly(Fitted fitted, Support support) {
    double[][] rows = Arrays.copyOf(fitted.leaveOneOutProbabilities(), support.size());
    int asked = 0;
    int right = 0;
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      if (!Double.isNaN(rows[i][0])) {
        double own = rows[i][support.labels()[i]];
        asked++;
        right += Arrays.stream(rows[i]).allMatch(p -> p <= own) ? 1 : 0;
        loss -= Math.log(Math.max(Double.MIN_NORMAL, own));
      }
    }
    return new Fitted(
        fitted.head(),
        fitted.temperature(),
        right / (double) asked,
        loss / asked,
        rows,
        fitted.unlabelledProbabilities(),
        // The rows are combinations of what was called in, too.
        new double[0][],
        fitted.explanation());
  }
}
