package sc.fiji.fewshot.evaluate;

import java.util.Locale;
import java.util.Optional;

/**
 * How a peer did on one data set with one number of shots.
 *
 * @param data name of the data set
 * @param shots examples a class
 * @param peer that was measured
 * @param measurement what came out
 * @param difference of accuracy to the first peer in the same episodes; empty for the first peer
 * @param seconds that the episodes took
 */
public record BenchmarkRow(
    String data,
    int shots,
    Peer peer,
    Measurement measurement,
    Optional<MeanInterval> difference,
    double seconds) {

  /**
   * @return what came out, in a line for users
   */
  public String text() {
    MeanInterval accuracy = measurement.accuracy();
    return String.format(
        Locale.ROOT,
        "%s, %d ways, %d shots, %s (%s%s): %.2f ± %.2f %%",
        data,
        measurement.ways(),
        shots,
        peer.method(),
        peer.backbone(),
        peer.transductive() ? ", transductive" : "",
        100 * accuracy.mean(),
        100 * accuracy.halfWidth());
  }
}
