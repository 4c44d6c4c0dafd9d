package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnknownDetectorTest {

  @Test
  void theScaleIsTheMeanDistanceOfLeftOutExamples() {
    // Left out, each is as far from the other of its class: 2, 2, 4, 4.
    Support support =
        new Support(new float[][] {{0, 1}, {0, -1}, {9, 2}, {9, -2}}, new int[] {0, 0, 1, 1}, 2);
    UnknownDetector detector = fit(support, 0.6);
    assertEquals(3, detector.scale(), 1e-6);
    assertEquals(1, detector.score(new float[] {0, 3}, 1), 1e-6, "three away from (0, 0)");
    assertEquals(1.15, detector.score(new float[] {0, 3}, 0.7), 1e-6, "and half of 0.3 of doubt");
    // 95 % of Student's t with 3 degrees of freedom lie below 2.3534; SD of 2, 2, 4, 4 is 1.1547.
    // All left-out examples were recognised with 0.6, so that half of 0.4 is added throughout.
    double threshold = 1 + 0.2 + 2.3534 * 1.1547 / 3 * Math.sqrt(1.25);
    assertEquals(threshold, detector.threshold(), 1e-3);
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
    Support support =
        new Support(new float[][] {{0, 1}, {0, -1}, {9, 2}, {9, -2}}, new int[] {0, 0, 1, 1}, 2);
    // 99.9 % of Student's t with 3 degrees of freedom lie below 10.2145.
    double lenient = 1 + 0.2 + 10.2145 * 1.1547 / 3 * Math.sqrt(1.25);
    assertEquals(lenient, fit(support, 0.6, Rejection.LENIENT).threshold(), 1e-3);
    float[] far = {-1e6f, 1e6f};
    assertTrue(fit(support, 0.6, Rejection.LENIENT).isUnknown(far, 0.5));
    assertFalse(fit(support, 0.6, Rejection.NEVER).isUnknown(far, 0.5));
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
