package sc.fiji.fewshot.learn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises smooth functions: limited-memory BFGS (Nocedal and Wright, "Numerical Optimization",
 * 2nd edition 2006, algorithms 7.4 and 7.5) with a backtracking line search (algorithm 3.1).
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double SHORTEST_STEP = 1e-10;

  private final Objective objective;
  private final double[] x;
  private double[] gradient;
  private double value;
  private final Deque<Change> changes = new ArrayDeque<>();

  /** What a step changed, its gradient included. */
  private record Change(double[] step, double[] turn, double product) {}

  private Lbfgs(Objective objective, double[] start) {
    this.objective = objective;
    x = start.clone();
    gradient = new double[x.length];
    value = objective.at(x, gradient);
  }

  /**
   * @param start where to begin
   * @param iterations at most
   * @param tolerance length of the gradient that counts as none
   * @return the minimum, or how far it came
   */
  static double[] minimise(Objective objective, double[] start, int iterations, double tolerance) {
    Lbfgs search = new Lbfgs(objective, start);
    for (int i = 0; i < iterations && search.isSteeperThan(tolerance); i++) {
      if (!search.step()) {
        break;
      }
    }
    return search.x;
  }

  private boolean isSteeperThan(double tolerance) {
    return Math.sqrt(dot(gradient, gradient)) > tolerance;
  }

  private boolean step() {
    double[] direction = direction();
    double slope = dot(direction, gradient);
    double first = changes.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    double[] there = new double[x.length];
    double[] gradientThere = new double[x.length];
    for (double length = first; length > SHORTEST_STEP; length /= 2) {
      for (int k = 0; k < x.length; k++) {
        there[k] = x[k] + length * direction[k];
      }
      double valueThere = objective.at(there, gradientThere);
      if (valueThere <= value + SUFFICIENT_DECREASE * length * slope) {
        remember(there, gradientThere);
        value = valueThere;
        return true;
      }
    }
    return false;
  }

  private void remember(double[] there, double[] gradientThere) {
    double[] step = new double[x.length];
    double[] turn = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      step[k] = there[k] - x[k];
      turn[k] = gradientThere[k] - gradient[k];
    }
    double product = dot(step, turn);
    // Without curvature along the step nothing is learnt from it.
    if (product > 1e-14 * dot(turn, turn)) {
      changes.addLast(new Change(step, turn, product));
      if (changes.size() > MEMORY) {
        changes.removeFirst();
      }
    }
    System.arraycopy(there, 0, x, 0, x.length);
    gradient = gradientThere;
  }

  /** The two-loop recursion. */
  private double[] direction() {
    double[] q = new double[x.length];
    addMultiple(q, gradient, -1);
    double[] shares = new double[changes.size()];
    int i = changes.size();
    for (Iterator<Change> latest = changes.descendingIterator(); latest.hasNext(); ) {
      Change change = latest.next();
      i--;
      shares[i] = dot(change.step, q) / change.product;
      addMultiple(q, change.turn, -shares[i]);
    }
    if (!changes.isEmpty()) {
      Change last = changes.getLast();
      double scale = last.product / dot(last.turn, last.turn);
      for (int k = 0; k < q.length; k++) {
        q[k] *= scale;
      }
    }
    for (Change change : changes) {
      addMultiple(q, change.step, shares[i] - dot(change.turn, q) / change.product);
      i++;
    }
    return q;
  }

  private static void addMultiple(double[] to, double[] row, double factor) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * row[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
