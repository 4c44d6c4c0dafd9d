package sc.fiji.fewshot.evaluate.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.image.RgbImage;

class FeaturesTest {

  private static Plane plane(Plane.AtPlace function) {
    return new Plane(24, 24, new float[24 * 24]).map(function);
  }

  private static RgbImage image(float red, float green, float blue) {
    float[] rgb = new float[3 * 24 * 24];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = red;
      rgb[i + 1] = green;
      rgb[i + 2] = blue;
    }
    return new RgbImage(24, 24, rgb);
  }

  @Test
  void aGaussianKeepsTheMeanAndSpreadsAPointByItsVariance() {
    Plane smooth = plane((x, y) -> x == 12 && y == 12 ? 1 : 0).gaussian(2);
    double sum = 0;
    double variance = 0;
    for (int x = 0; x < 24; x++) {
      for (int y = 0; y < 24; y++) {
        sum += smooth.at(x, y);
        variance += smooth.at(x, y) * (x - 12) * (x - 12);
      }
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(4, variance, 0.15);
    assertEquals(0.7f, plane((x, y) -> 0.7f).gaussian(5).at(0, 23), 1e-5f);
  }

  @Test
  void theHessianOfABowlHasItsCurvatures() {
    Plane bowl = plane((x, y) -> 1.5f * x * x + 0.5f * y * y + 2f * x * y);
    Plane dx = bowl.slopeX();
    Plane dy = bowl.slopeY();
    Eigenvalues hessian = Eigenvalues.of(dx.slopeX(), dx.slopeY(), dy.slopeY());
    // The matrix 3 2 / 2 1: trace 4, determinant -1.
    assertEquals(2 + Math.sqrt(5), hessian.larger().at(12, 12), 1e-3);
    assertEquals(2 - Math.sqrt(5), hessian.smaller().at(12, 12), 1e-3);
  }

  @Test
  void summariesByHand() {
    float[] summary = Summary.of(new Plane(11, 1, new float[] {10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}));
    assertArrayEquals(new float[] {5, (float) Math.sqrt(10), 1, 5, 9}, summary, 1e-6f);
  }

  @Test
  void patternsOfAFlatPlaneAnEdgeAndAPoint() {
    assertEquals(1, BinaryPatterns.of(plane((x, y) -> 1), 1)[8], 1e-4);
    float[] edge = BinaryPatterns.of(plane((x, y) -> x < 12 ? 0 : 1), 1);
    // Column 12 sees column 11 darker: five neighbours are at least as bright; all others eight.
    assertEquals(1 / 24f, edge[5], 1e-5);
    assertEquals(23 / 24f, edge[8], 1e-4);
    float[] chess = BinaryPatterns.of(plane((x, y) -> (x + y) % 2), 1);
    assertTrue(chess[9] > 0.4, "many changes around the circle make the last pattern");
  }

  @Test
  void coloursAreToldApartAndPlacesAreNot() {
    float[] red = ColourFeatures.of(image(1, 0, 0));
    assertEquals(55, red.length);
    // All of red is in its last bin; hue 0 has all the weight; full saturation.
    assertEquals(1, red[7], 1e-5);
    assertEquals(1, red[3 * 11], 1e-5);
    assertEquals(1, red[4 * 11 + 7], 1e-5);
    assertEquals(0.5f, ColourFeatures.of(image(0.5f, 0.5f, 0.5f))[8], 1e-6f);
    assertEquals(0, ColourFeatures.of(image(0.5f, 0.5f, 0.5f))[3 * 11], 1e-6f, "grey has no hue");
  }

  @Test
  void featuresAreFiniteAndOfOneLength() {
    float[] flat = HandmadeFeatures.of(image(0, 0, 0));
    float[] striped = HandmadeFeatures.of(new RgbImage(24, 24, stripes()));
    assertEquals(flat.length, striped.length);
    for (float value : striped) {
      assertTrue(Float.isFinite(value));
    }
    assertFalse(Arrays.equals(flat, striped));
  }

  private static float[] stripes() {
    float[] rgb = new float[3 * 24 * 24];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i / 3 % 4 < 2 ? 0.2f : 0.9f;
    }
    return rgb;
  }
}
