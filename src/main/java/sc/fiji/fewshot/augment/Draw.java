package sc.fiji.fewshot.augment;

import java.util.random.RandomGenerator;

/**
 * Random numbers from a range. Each takes exactly one {@code nextDouble()}, so that changing one
 * range leaves what is drawn after it alone.
 */
final class Draw {

  private Draw() {}

  /** A number from {@code low} to {@code high}, all alike likely. */
  static double uniform(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A number from {@code -max} to {@code max}, all alike likely. */
  static double symmetric(RandomGenerator random, double max) {
    return uniform(random, -max, max);
  }

  /** A factor from {@code low} to {@code high}, both above 0, of uniform logarithm. */
  static double factor(RandomGenerator random, double low, double high) {
    // Halving and doubling are the same distance from 1: hence the logarithm.
    return low * StrictMath.pow(high / low, random.nextDouble());
  }
}
