package sc.fiji.fewshot.predict;

/**
 * The prediction for one slice.
 *
 * @param grid where the patches lie
 * @param slice 0-based
 * @param scores of the cells, row by row
 * @param noveltyThreshold above which a patch is unknown
 */
public record GridPrediction(PatchGrid grid, int slice, Scores scores, double noveltyThreshold) {

  /**
   * @param column of a cell
   * @param row of a cell
   * @return its number in the scores
   */
  public int index(int column, int row) {
    return row * grid.columns() + column;
  }

  /**
   * @param index a cell's number
   * @return how much its label is worth
   */
  public Verdict verdict(int index) {
    return Verdict.of(scores.confidence(index), scores.novelty(index), noveltyThreshold);
  }

  /**
   * @param index a cell's number
   * @return what a label map holds there: 0 if it is unknown, else the number of its class from 1
   *     on
   */
  public int labelMapValue(int index) {
    return verdict(index) == Verdict.UNKNOWN ? 0 : scores.label(index) + 1;
  }
}
