package sc.fiji.fewshot.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.image.RgbImage;

class DirectionsTest {

  private static final int SIDE = 32;

  @Test
  void turnedImagesAreAlikeInAllDirections() {
    assertTrue(Directions.alike(images(24, true)));
  }

  @Test
  void imagesThatAreBrighterOnTopAreNot() {
    assertFalse(Directions.alike(images(24, false)));
  }

  @Test
  void theRatioIsTheNumberOfImagesIfAllAreTheSame() {
    RgbImage one = image(new Random(3), 0);
    assertEquals(12, Directions.ratio(java.util.Collections.nCopies(12, one)), 1e-9);
  }

  @Test
  void aCollectionIsGuessedByItsDirectionsToo() {
    ImageFacts grey = new ImageFacts(false, false, 0, 0, 0.3);
    ImageFacts photograph = new ImageFacts(true, false, 0.9, 0.1, 0.1);
    assertEquals(AugmentationPreset.MICROSCOPY, AugmentationPreset.guess(grey, true));
    assertEquals(AugmentationPreset.RADIOLOGY, AugmentationPreset.guess(grey, false));
    assertEquals(AugmentationPreset.MICROSCOPY, AugmentationPreset.guess(photograph, true));
    assertEquals(AugmentationPreset.OTHER, AugmentationPreset.guess(photograph, false));
  }

  private static List<RgbImage> images(int count, boolean turned) {
    Random random = new Random(5);
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(image(random, turned ? random.nextInt(8) : 0));
    }
    return images;
  }

  /** Noise on a slope from top to bottom, in one of the eight directions. */
  private static RgbImage image(Random random, int direction) {
    float[] rgb = new float[SIDE * SIDE * 3];
    for (int i = 0; i < SIDE * SIDE; i++) {
      float value = 0.6f * i / (SIDE * SIDE) + 0.4f * random.nextFloat();
      rgb[3 * i] = value;
      rgb[3 * i + 1] = value;
      rgb[3 * i + 2] = value;
    }
    return ViewGeometry.dihedral().get(direction).sample(new RgbImage(SIDE, SIDE, rgb), SIDE);
  }
}
