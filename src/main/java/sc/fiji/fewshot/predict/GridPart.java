package sc.fiji.fewshot.predict;

import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * Scores of a rectangle of a patch grid, which may travel between machines.
 *
 * @param slice 0-based
 * @param column of the first patch in the grid
 * @param row of the first patch in the grid
 * @param columns how many patches side by side; the rows follow each other
 * @param classes number of classes
 * @param probabilities a patch's after the other, as in {@link Scores}
 * @param novelties of each patch
 */
public record GridPart(
    int slice,
    int column,
    int row,
    int columns,
    int classes,
    float[] probabilities,
    float[] novelties)
    implements Serializable {

  static GridPart of(int slice, int column, int row, int columns, Scores scores) {
    return new GridPart(
        slice,
        column,
        row,
        columns,
        scores.classes(),
        copy(scores.probabilities()),
        copy(scores.novelties()));
  }

  private static float[] copy(FloatBuffer buffer) {
    float[] copy = new float[buffer.capacity()];
    buffer.get(0, copy);
    return copy;
  }

  /**
   * @return the scores
   */
  Scores scores() {
    return new Scores(classes, probabilities, novelties);
  }
}
