package sc.fiji.fewshot.gradient;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Back-propagation. The engine collects gradients for one caller at a time in the whole process.
 */
public final class Gradients {

  private static final ReentrantLock COLLECTING = new ReentrantLock();

  private Gradients() {}

  /**
   * Adds the gradients of a loss to those of the arrays that it depends on and that collect them;
   * waits while another thread does so.
   *
   * @param loss computes a scalar; runs on this thread
   * @return the loss; where it is not finite nothing was added
   */
  public static float add(Supplier<NDArray> loss) {
    COLLECTING.lock();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray value = loss.get();
      float number = value.getFloat();
      if (Float.isFinite(number)) {
        collector.backward(value);
      }
      return number;
    } finally {
      COLLECTING.unlock();
    }
  }
}
