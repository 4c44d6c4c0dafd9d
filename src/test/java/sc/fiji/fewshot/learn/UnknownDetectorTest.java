package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnknownDetectorTest {

  /** The variance within classes is (1 + 1 + 2.25 + 2.25) / 2 = 3.25. */
  private static final Support PAIRS =
      new Support(
          new float[][] {{0, 1}, {0, -1}, {9, 1.5f}, {9, -1.5f}}, new int[] {0, 0, 1, 1}, 2);

  /** Left out, each is 2, 2, 3, 3 from the other of its class, of which 3.25 squared is chance. */
  private static final double SCALE = (Math.sqrt(4 - 3.25) + Math.sqrt(9 - 3.25)) / 2;

  /** The standard deviation of these four. */
  private static final double SD =
      (Math.sqrt(9 - 3.25) - Math.sqrt(4 - 3.25)) / 2 * Math.sqrt(4 / 3.0);

  @Test
  void theScaleIsTheMeanDistanceOfLeftOutExamples() {
    UnknownDetector detector = fit(PAIRS, 0.6);
    assertEquals(SCALE, detector.scale(), 1e-6);
    assertArrayEquals(new float[] {1.625f, 1.625f}, detector.excess(), 1e-6f);
    // Three away from (0, 0), which as the mean of two is 3.25 / 2 squared off the centre.
    double score = Math.sqrt(9 - 1.625) / SCALE;
    assertEquals(score, detector.score(new float[] {0, 3}, 1), 1e-6);
    assertEquals(score + 0.15, detector.score(new float[] {0, 3}, 0.7), 1e-6, "0.3 of doubt");
    assertEquals(0, detector.score(new float[] {0, 1}, 1), 1e-6, "nearer than by chance");
    // 95 % of Student's t with 3 degrees of freedom lie below 2.3534.
    // All left-out examples were recognised with 0.6, so that half of 0.4 is added throughout.
    double threshold = 1 + 0.2 + 2.3534 * SD / SCALE * Math.sqrt(1.25);
    assertEquals(threshold, detector.threshold(), 1e-3);
  }

  @Test
  void aClassOfOneExampleIsKnownBesideClassesOfMany() {
    Support all = Clouds.onAxes(3, 10, 400, 1, 0.1, 0);
    Support support = all.only(IntStream.range(0, 30).filter(i -> i % 3 > 0 || i == 0).toArray());
    assertArrayEquals(new int[] {1, 10, 10}, support.counts());
    UnknownDetector detector = fit(support, 1);
    Support fresh = Clouds.onAxes(3, 100, 400, 1, 0.1, 1);
    int[] strange = strange(detector, fresh);
    assertTrue(strange[0] < 50 && strange[1] < 15 && strange[2] < 15, Arrays.toString(strange));
    UnknownDetector plain =
        new UnknownDetector(
            detector.prototypes(), new float[3], detector.scale(), detector.threshold());
    assertTrue(strange(plain, fresh)[0] > 90, "what it would be by the plain distance");
  }

  private static int[] strange(UnknownDetector detector, Support fresh) {
    int[] strange = new int[3];
    for (int i = 0; i < fresh.size(); i++) {
      strange[fresh.labels()[i]] += detector.isUnknown(fresh.embeddings()[i], 1) ? 1 : 0;
    }
    return strange;
  }

  @Test
  void newExamplesOfTheClassesAreMostlyKnownAndOthersAreNot() {
    UnknownDetector detector = fit(Clouds.onAxes(3, 10, 40, 4, 0.5, 0), 1);
    Support fresh = Clouds.onAxes(3, 200, 40, 4, 0.5, 1);
    int strange = 0;
    for (float[] row : fresh.embeddings()) {
      strange += detector.isUnknown(row, 1) ? 1 : 0;
    }
    assertTrue(strange < 600 * 0.15, strange + " of 600 known ones were called unknown");
    Support others = Clouds.onAxes(8, 20, 40, 4, 0.5, 2);
    for (int i = 0; i < others.size(); i++) {
      if (others.labels()[i] >= 3) {
        assertTrue(detector.isUnknown(others.embeddings()[i], 1), "class " + others.labels()[i]);
      }
    }
  }

  @Test
  void withOneExampleAClassTheNextClassIsTheMeasure() {
    Support support = new Support(new float[][] {{0, 0}, {6, 8}}, new int[] {0, 1}, 2);
    UnknownDetector detector = fit(support, Double.NaN);
    assertEquals(10, detector.scale(), 1e-6);
    assertFalse(detector.isUnknown(new float[] {3, 4}, 0.5));
    assertTrue(detector.isUnknown(new float[] {-8, -7}, 0.5));
  }

  @Test
  void aLenientOneCallsFewerUnknownAndANeverNone() {
    // 99.9 % of Student's t with 3 degrees of freedom lie below 10.2145.
    double lenient = 1 + 0.2 + 10.2145 * SD / SCALE * Math.sqrt(1.25);
    assertEquals(lenient, fit(PAIRS, 0.6, Rejection.LENIENT).threshold(), 1e-3);
    float[] far = {-1e6f, 1e6f};
    assertTrue(fit(PAIRS, 0.6, Rejection.LENIENT).isUnknown(far, 0.5));
    assertFalse(fit(PAIRS, 0.6, Rejection.NEVER).isUnknown(far, 0.5));
  }

  @Test
  void withOneExampleAClassALenientOneLooksHalfAsFarAgain() {
    Support support = new Support(new float[][] {{0, 0}, {6, 8}}, new int[] {0, 1}, 2);
    // As far as 1.3 times the distance between the classes.
    float[] beside = {-7.8f, -10.4f};
    assertTrue(fit(support, Double.NaN, Rejection.USUAL).isUnknown(beside, 0.9));
    assertFalse(fit(support, Double.NaN, Rejection.LENIENT).isUnknown(beside, 0.9));
    assertFalse(fit(support, Double.NaN, Rejection.NEVER).isUnknown(new float[] {900, 900}, 0.5));
  }

  /** Embedded as queries are, and each recognised with that probability when left out. */
  private static UnknownDetector fit(Support support, double confidence) {
    return fit(support, confidence, Rejection.USUAL);
  }

  private static UnknownDetector fit(Support support, double confidence, Rejection rejection) {
    float[][][] probes = new float[support.size()][][];
    double[][] leftOut = new double[support.size()][];
    for (int i = 0; i < probes.length; i++) {
      probes[i] = new float[][] {support.embeddings()[i]};
      leftOut[i] = new double[] {confidence, 1 - confidence};
    }
    return UnknownDetector.fit(support, probes, leftOut, rejection);
  }
}
