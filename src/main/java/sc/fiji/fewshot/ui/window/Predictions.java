package sc.fiji.fewshot.ui.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.session.Learnt;

/** The latest prediction of each slice, and whether it is what the latest marks give. */
public final class Predictions {

  private final Map<Integer, Entry> slices = new HashMap<>();
  private Learnt learnt;

  /**
   * A slice's prediction.
   *
   * @param prediction the latest
   * @param learnt with what it was made
   * @param stale whether something else has been learnt since
   */
  public record Entry(GridPrediction prediction, Learnt learnt, boolean stale) {}

  void learnt(Learnt latest) {
    learnt = latest;
    slices.replaceAll((slice, e) -> new Entry(e.prediction(), e.learnt(), true));
  }

  void predicted(GridPrediction prediction, Learnt with) {
    slices.put(prediction.slice(), new Entry(prediction, with, with != learnt));
  }

  void clear() {
    learnt = null;
    slices.clear();
  }

  /**
   * @param slice number
   * @return its prediction, if it has ever been predicted
   */
  public Optional<Entry> of(int slice) {
    return Optional.ofNullable(slices.get(slice));
  }

  /**
   * @return what was learnt last; empty while there is too little to learn from
   */
  public Optional<Learnt> learnt() {
    return Optional.ofNullable(learnt);
  }

  /**
   * @return how many slices have a prediction that is up to date
   */
  public int upToDate() {
    return (int) slices.values().stream().filter(e -> !e.stale()).count();
  }
}
