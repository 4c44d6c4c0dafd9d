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
    UnknownDetector detector = UnknownDetector.fit(support);
    assertEquals(3, detector.scale(), 1e-6);
    assertEquals(1, detector.score(new float[] {0, 3}), 1e-6, "three away from (0, 0)");
    // 95 % of Student's t with 3 degrees of freedom lie below 2.3534; SD of 2, 2, 4, 4 is 1.1547.
    double threshold = 1 + 2.3534 * 1.1547 / 3 * Math.sqrt(1.25);
    assertEquals(threshold, detector.threshold(), 1e-3);
  }

  @Test
  void newExamplesOfTheClassesAreMostlyKnownAndOthersAreNot() {
    UnknownDetector detector = UnknownDetector.fit(Clouds.onAxes(3, 10, 40, 4, 0.5, 0));
    Support fresh = Clouds.onAxes(3, 200, 40, 4, 0.5, 1);
    int strange = 0;
    for (float[] row : fresh.embeddings()) {
      strange += detector.isUnknown(row) ? 1 : 0;
    }
    assertTrue(strange < 600 * 0.15, strange + " of 600 known ones were called unknown");
    Support others = Clouds.onAxes(8, 20, 40, 4, 0.5, 2);
    for (int i = 0; i < others.size(); i++) {
      if (others.labels()[i] >= 3) {
        assertTrue(detector.isUnknown(others.embeddings()[i]), "class " + others.labels()[i]);
      }
    }
  }

  @Test
  void withOneExampleAClassTheNextClassIsTheMeasure() {
    Support support = new Support(new float[][] {{0, 0}, {6, 8}}, new int[] {0, 1}, 2);
    UnknownDetector detector = UnknownDetector.fit(support);
    assertEquals(10, detector.scale(), 1e-6);
    assertFalse(detector.isUnknown(new float[] {3, 4}));
    assertTrue(detector.isUnknown(new float[] {-8, -7}));
  }
}
