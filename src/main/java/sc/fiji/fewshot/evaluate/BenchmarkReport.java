package sc.fiji.fewshot.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * All that came out of a benchmark.
 *
 * @param plan of the episodes
 * @param peers in the order of the user, the first of which the others are compared with
 * @param rows one a data set, number of shots and peer, in that order
 * @param marks one a data set; empty if that was not asked for
 */
public record BenchmarkReport(
    BenchmarkPlan plan, List<Peer> peers, List<BenchmarkRow> rows, List<MarksNeeded> marks) {

  /** Names of the data sets in their order. */
  public List<String> data() {
    return rows.stream().map(BenchmarkRow::data).distinct().toList();
  }

  /** Numbers of shots for which there are rows, in their order. */
  public List<Integer> shots() {
    return plan.shots().stream()
        .filter(shots -> rows.stream().anyMatch(row -> row.shots() == shots))
        .toList();
  }

  /**
   * One peer's rows on all data sets that have enough images.
   *
   * @param peer whose
   * @param shots examples a class
   */
  public List<BenchmarkRow> rows(Peer peer, int shots) {
    return rows.stream().filter(row -> row.peer() == peer && row.shots() == shots).toList();
  }

  /**
   * The row of one peer on one data set; empty if it has too few images.
   *
   * @param data name of the data set
   * @param peer whose
   * @param shots examples a class
   */
  public Optional<BenchmarkRow> row(String data, Peer peer, int shots) {
    return rows(peer, shots).stream().filter(row -> row.data().equals(data)).findFirst();
  }
}
