package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import sc.fiji.fewshot.predict.GridPrediction;

/** Writes down what a session tells, and waits for what is expected. */
final class Recording implements SessionListener {

  private static final long PATIENCE_MILLIS = 60_000;

  final Map<Integer, GridPrediction> predictions = new LinkedHashMap<>();
  final List<String> problems = new ArrayList<>();
  final List<Activity> activities = new ArrayList<>();
  Learnt learnt;
  Learnt predictedWith;
  boolean forgotten;

  @Override
  public synchronized void learnt(Learnt now) {
    learnt = now;
    forgotten = false;
    predictions.clear();
    notifyAll();
  }

  @Override
  public synchronized void predicted(GridPrediction prediction, Learnt with) {
    predictions.put(prediction.slice(), prediction);
    predictedWith = with;
    notifyAll();
  }

  @Override
  public synchronized void forgotten() {
    forgotten = true;
    predictions.clear();
    notifyAll();
  }

  @Override
  public synchronized void working(Activity activity) {
    activities.add(activity);
    notifyAll();
  }

  @Override
  public synchronized void failed(String sentence) {
    problems.add(sentence);
    notifyAll();
  }

  synchronized boolean hasRefined() {
    return activities.stream().anyMatch(a -> a.kind() == Activity.Kind.REFINING);
  }

  synchronized void await(Predicate<Recording> what) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!what.test(this)) {
      long left = end - System.currentTimeMillis();
      if (left <= 0) {
        throw new TimeoutException("problems: " + problems + ", activities: " + activities);
      }
      wait(left);
    }
  }

  /** Waits until nothing is left to do and nothing is provisional. */
  void awaitIdle() throws Exception {
    await(
        r ->
            !r.activities.isEmpty()
                && r.activities.get(r.activities.size() - 1).kind() == Activity.Kind.IDLE
                && r.learnt != null
                && !r.learnt.provisional()
                && r.predictedWith == r.learnt);
  }
}
