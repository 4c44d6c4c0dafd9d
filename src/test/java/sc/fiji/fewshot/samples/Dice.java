package sc.fiji.fewshot.samples;

import java.util.Random;

/** Random numbers that are the same with every release of Java. */
final class Dice {

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  long seed() {
    return random.nextLong();
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  int count(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  double angle() {
    return between(0, 2 * Math.PI);
  }

  double gaussian() {
    return random.nextGaussian();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
