package sc.fiji.fewshot.batch.folder;

import java.util.concurrent.Semaphore;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.image.ImageHeader;

/**
 * Limits how much memory the images take that are open at a time: several small ones, or one that
 * is large.
 */
public final class MemoryBudget {

  /** An image in memory takes about as much for a pixel: one of RGB, two of 16 bits. */
  private static final int BYTES_PER_PIXEL = 4;

  /** Of the heap; the engine, the encoder and the writers need the rest. */
  private static final int SHARE = 4;

  private static final long UNIT = 1 << 20;

  private final int units = (int) Math.max(1, Runtime.getRuntime().maxMemory() / SHARE / UNIT);

  private final Semaphore free = new Semaphore(units, true);

  /**
   * Waits until there is room for an image.
   *
   * @param input the image
   * @return what was taken, to be given back
   * @throws InterruptedException if the thread is interrupted
   */
  public int take(Input input) throws InterruptedException {
    long bytes = BYTES_PER_PIXEL * ImageHeader.pixels(input.where(), input.series());
    int taken = (int) Math.max(1, Math.min(units, bytes / UNIT + 1));
    free.acquire(taken);
    return taken;
  }

  /**
   * @param taken from {@link #take}
   */
  public void giveBack(int taken) {
    free.release(taken);
  }
}
