package sc.fiji.fewshot.predict;

import java.io.Serializable;

/**
 * What a classifier says of some patches.
 *
 * @param classes number of classes
 * @param probabilities a patch's after the other, {@code classes} each, adding up to 1
 * @param novelty of each patch: its distance to the nearest prototype, 1 as far as a typical
 *     example that was left out
 */
public record Scores(int classes, float[] probabilities, float[] novelty) implements Serializable {

  /**
   * @param classes number of classes
   * @param patches number of patches
   * @return room for them
   */
  static Scores empty(int classes, int patches) {
    return new Scores(classes, new float[Math.multiplyExact(classes, patches)], new float[patches]);
  }

  /**
   * @return number of patches
   */
  public int size() {
    return novelty.length;
  }

  /**
   * @param patch its number
   * @return its most probable class; the first of equals
   */
  public int label(int patch) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probability(patch, c) > probability(patch, best)) {
        best = c;
      }
    }
    return best;
  }

  /**
   * @param patch its number
   * @param label a class
   * @return the class's probability
   */
  public float probability(int patch, int label) {
    return probabilities[patch * classes + label];
  }

  /**
   * @param patch its number
   * @return the probability of its most probable class
   */
  public float confidence(int patch) {
    return probability(patch, label(patch));
  }

  /** Copies a part of a grid, which has so many columns, into this one, which is all of it. */
  void paste(GridPart part, int gridColumns) {
    for (int r = 0; r * part.columns() < part.scores().size(); r++) {
      int to = (part.row() + r) * gridColumns + part.column();
      paste(part.scores(), r * part.columns(), to, part.columns());
    }
  }

  /** Copies some patches of another one into this one. */
  void paste(Scores other, int from, int to, int count) {
    System.arraycopy(
        other.probabilities, from * classes, probabilities, to * classes, count * classes);
    System.arraycopy(other.novelty, from, novelty, to, count);
  }
}
