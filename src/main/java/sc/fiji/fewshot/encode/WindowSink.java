package sc.fiji.fewshot.encode;

/** Takes the embeddings of a grid's windows as they come, on one thread, not in order. */
@FunctionalInterface
public interface WindowSink {

  /**
   * @param column of the first window in the grid
   * @param row of the first window in the grid
   * @param columns how many windows side by side; the rows follow each other
   * @param embeddings raw, {@code columns} a row
   */
  void accept(int column, int row, int columns, float[][] embeddings);
}
