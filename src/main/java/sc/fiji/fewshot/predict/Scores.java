package sc.fiji.fewshot.predict;

import java.nio.FloatBuffer;
import sc.fiji.fewshot.FewShotException;

/**
 * What a classifier says of some patches.
 *
 * @param classes number of classes
 * @param probabilities a patch's after the other, {@code classes} each, adding up to 1
 * @param novelties of each patch: how strange it is ({@link
 *     sc.fiji.fewshot.learn.UnknownDetector}), about 1 as far from the nearest class as a typical
 *     example that was left out
 */
public record Scores(int classes, FloatBuffer probabilities, FloatBuffer novelties) {

  /**
   * @param classes number of classes
   * @param probabilities as above
   * @param novelties as above
   */
  public Scores(int classes, float[] probabilities, float[] novelties) {
    this(classes, FloatBuffer.wrap(probabilities), FloatBuffer.wrap(novelties));
  }

  /**
   * @param classes number of classes
   * @param patches number of patches
   * @param room to take
   * @return room for them
   * @throws FewShotException if there are too many
   */
  static Scores empty(int classes, int patches, ScoreRoom room) {
    long probabilities = (long) classes * patches;
    if (probabilities > Integer.MAX_VALUE) {
      throw PatchGrid.tooMany();
    }
    return new Scores(classes, room.floats((int) probabilities), room.floats(patches));
  }

  /**
   * @return number of patches
   */
  public int size() {
    return novelties.capacity();
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
    return probabilities.get(patch * classes + label);
  }

  /**
   * @param patch its number
   * @return the probability of its most probable class
   */
  public float confidence(int patch) {
    return probability(patch, label(patch));
  }

  /**
   * @param patch its number
   * @return its novelty
   */
  public float novelty(int patch) {
    return novelties.get(patch);
  }

  /** Sets what is said of a patch. */
  void set(int patch, double[] itsProbabilities, double itsNovelty) {
    for (int c = 0; c < classes; c++) {
      probabilities.put(patch * classes + c, (float) itsProbabilities[c]);
    }
    novelties.put(patch, (float) itsNovelty);
  }

  /** Copies a rectangle of a grid, which has so many columns, into this one, which is all of it. */
  void paste(Scores part, int column, int row, int columns, int gridColumns) {
    for (int r = 0; r * columns < part.size(); r++) {
      paste(part, r * columns, (row + r) * gridColumns + column, columns);
    }
  }

  /** Copies some patches of another one into this one. */
  void paste(Scores other, int from, int to, int count) {
    probabilities.put(to * classes, other.probabilities, from * classes, count * classes);
    novelties.put(to, other.novelties, from, count);
  }
}
