package sc.fiji.fewshot.encode;

/**
 * Takes the results of a grid's windows as they come, on one thread, block by block.
 *
 * @param <T> type of a result for some windows
 */
@FunctionalInterface
public interface WindowSink<T> {

  /**
   * @param column of the first window in the grid
   * @param row of the first window in the grid
   * @param columns how many windows side by side; the rows follow each other
   * @param result for these windows
   */
  void accept(int column, int row, int columns, T result);
}
