package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;

/**
 * The support set of an episode or of a user's classifier as numbers: one raw embedding and one
 * class for each example. The arrays are shared, not copied: whoever holds them leaves them as they
 * are.
 *
 * @param embeddings one row an example, all of the same length, straight from the encoder
 * @param views for each example the embeddings of its single augmented views, of which its own is
 *     the mean; just its own where they are not known
 * @param unlabelled embeddings of the kind that queries have, of which the class is not known; may
 *     be none
 * @param labels the class of each row, 0 to {@code classes - 1}
 * @param classes how many classes there are, those without an example included
 */
public record Support(
    float[][] embeddings, float[][][] views, float[][] unlabelled, int[] labels, int classes) {

  /** Checks that rows and labels fit each other. */
  public Support {
    if (embeddings.length == 0) {
      throw new FewShotException("There are no examples yet: mark at least one for each class.");
    }
    if (embeddings.length != labels.length) {
      throw new IllegalArgumentException(
          embeddings.length + " embeddings but " + labels.length + " labels");
    }
    if (classes < 1) {
      throw new IllegalArgumentException("a support set needs a class");
    }
    if (views.length != labels.length) {
      throw new IllegalArgumentException("views of " + views.length + " examples");
    }
    for (int i = 0; i < embeddings.length; i++) {
      checkRow(embeddings[i], embeddings[0].length);
      if (views[i].length == 0) {
        throw new IllegalArgumentException("an example without views");
      }
      for (float[] view : views[i]) {
        checkRow(view, embeddings[0].length);
      }
    }
    for (float[] row : unlabelled) {
      checkRow(row, embeddings[0].length);
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("label " + label + " of " + classes + " classes");
      }
    }
  }

  /**
   * Examples alone, without anything unlabelled.
   *
   * @param embeddings one row an example
   * @param views for each example the embeddings of its single augmented views
   * @param labels the class of each row
   * @param classes how many classes there are
   */
  public Support(float[][] embeddings, float[][][] views, int[] labels, int classes) {
    this(embeddings, views, new float[0][], labels, classes);
  }

  /**
   * Examples of which no single views are known.
   *
   * @param embeddings one row an example
   * @param labels the class of each row
   * @param classes how many classes there are
   */
  public Support(float[][] embeddings, int[] labels, int classes) {
    this(embeddings, themselves(embeddings), labels, classes);
  }

  private static float[][][] themselves(float[][] rows) {
    return Arrays.stream(rows).map(row -> new float[][] {row}).toArray(float[][][]::new);
  }

  private static void checkRow(float[] row, int dimension) {
    if (row.length != dimension || dimension == 0) {
      throw new IllegalArgumentException(
          "embeddings of " + row.length + " and of " + dimension + " numbers");
    }
    for (float value : row) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("an embedding holds " + value);
      }
    }
  }

  /** How many examples there are. */
  public int size() {
    return labels.length;
  }

  /** How many numbers an embedding has. */
  public int dimension() {
    return embeddings[0].length;
  }

  /** How many examples each class has. */
  public int[] counts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * @param rows embeddings of the kind that queries have
   * @return these examples with those beside them
   */
  public Support withUnlabelled(float[][] rows) {
    return new Support(embeddings, views, rows, labels, classes);
  }

  /**
   * All examples but one.
   *
   * @param i the example to leave out; there must be another one
   */
  public Support without(int i) {
    return only(IntStream.range(0, size()).filter(j -> j != i).toArray());
  }

  /**
   * Some of the examples.
   *
   * @param kept numbers of those to keep
   */
  public Support only(int[] kept) {
    return new Support(
        IntStream.of(kept).mapToObj(j -> embeddings[j]).toArray(float[][]::new),
        IntStream.of(kept).mapToObj(j -> views[j]).toArray(float[][][]::new),
        unlabelled,
        IntStream.of(kept).map(j -> labels[j]).toArray(),
        classes);
  }

  /**
   * These examples with each embedding standardised.
   *
   * @param standardiser of the same dimension
   */
  public Support standardised(Standardiser standardiser) {
    return mapped(standardiser::apply, standardiser::apply);
  }

  /**
   * These examples with each embedding changed, those of their views included.
   *
   * @param change makes a new row of a row
   */
  public Support mapped(UnaryOperator<float[]> change) {
    return mapped(change, rows -> Arrays.stream(rows).map(change).toArray(float[][]::new));
  }

  /** The many further rows at once, which is faster. */
  private Support mapped(UnaryOperator<float[]> change, UnaryOperator<float[][]> changeAll) {
    float[][] rows = new float[size()][];
    float[][][] changedViews = new float[size()][][];
    for (int i = 0; i < rows.length; i++) {
      float[] raw = embeddings[i];
      float[] row = change.apply(raw);
      rows[i] = row;
      boolean itself = views[i].length == 1 && views[i][0] == raw;
      changedViews[i] = itself ? new float[][] {row} : changeAll.apply(views[i]);
    }
    return new Support(rows, changedViews, changeAll.apply(unlabelled), labels, classes);
  }

  /**
   * Checks that a classifier can be learnt: two classes, each with an example.
   *
   * @throws FewShotException if not, telling the user which class lacks an example
   */
  public void requireEveryClass() {
    if (classes < 2) {
      throw new FewShotException("There is only one class: mark examples of at least two classes.");
    }
    int[] counts = counts();
    for (int c = 0; c < classes; c++) {
      if (counts[c] == 0) {
        throw new FewShotException(
            "Class " + (c + 1) + " has no example: mark at least one for each class.");
      }
    }
  }
}
