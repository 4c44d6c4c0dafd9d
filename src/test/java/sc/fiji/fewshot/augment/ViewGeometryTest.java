package sc.fiji.fewshot.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

class ViewGeometryTest {

  @ParameterizedTest
  @CsvSource({"9, 7, 5", "8, 10, 4", "9, 8, 4", "8, 9, 5"})
  void identityIsTheCentreCrop(int width, int height, int side) {
    RgbImage context = TestImages.noise(width, height, 1);
    RgbImage expected = context.crop(new Box((width - side) / 2, (height - side) / 2, side, side));

    RgbImage view = ViewGeometry.identity().sample(context, side);

    assertArrayEquals(expected.rgb(), view.rgb());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 128})
  void symmetriesOfTheSquareMovePixelsExactly(int side) {
    RgbImage context = TestImages.noise(side + 2, side + 2, 2);
    RgbImage crop = context.crop(new Box(1, 1, side, side));
    List<ViewGeometry> dihedral = ViewGeometry.dihedral();
    List<RgbImage> views = dihedral.stream().map(g -> g.sample(context, side)).toList();
    int last = side - 1;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        // Where the pixel that was at x, y has to be now.
        int[][] places = {
          {x, y}, {last - y, x}, {last - x, last - y}, {y, last - x},
          {last - x, y}, {last - y, last - x}, {x, last - y}, {y, x}
        };
        for (int i = 0; i < places.length; i++) {
          RgbImage view = views.get(i);
          for (int channel = 0; channel < 3; channel++) {
            assertEquals(
                crop.get(x, y, channel),
                view.get(places[i][0], places[i][1], channel),
                "geometry " + i + " at " + x + ", " + y);
          }
        }
      }
    }
  }

  @Test
  void rightAnglesAreExactAfterManyTurns() {
    RgbImage context = TestImages.noise(128, 128, 10);

    RgbImage view = new ViewGeometry(401 * Math.PI / 2, false, 1, 0, 0).sample(context, 128);

    assertArrayEquals(ViewGeometry.dihedral().get(1).sample(context, 128).rgb(), view.rgb());
  }

  @Test
  void symmetriesArePermutationsEvenWhereParitiesDiffer() {
    RgbImage context = TestImages.noise(10, 12, 3);
    float[] expected = context.crop(new Box(2, 3, 5, 5)).rgb().clone();
    Arrays.sort(expected);
    Set<List<Float>> different = new HashSet<>();
    for (ViewGeometry geometry : ViewGeometry.dihedral()) {
      float[] rgb = geometry.sample(context, 5).rgb();
      different.add(List.of(rgb[0], rgb[3], rgb[12]));
      float[] sorted = rgb.clone();
      Arrays.sort(sorted);
      assertArrayEquals(expected, sorted);
    }
    assertEquals(8, different.size());
  }

  @ParameterizedTest
  @CsvSource({
    "30, false, 1.0, 0, 0",
    "-75, false, 1.0, 0, 0",
    "30, true, 1.0, 0, 0",
    "0, false, 2.0, 0, 0",
    "0, false, 1.0, 3, -5",
    "140, true, 1.3, -4.5, 2.25",
  })
  void aBrightPixelLandsWhereTrigonometrySays(
      double degrees, boolean mirrored, double scale, double shiftX, double shiftY) {
    int side = 61;
    double dx = 12;
    double dy = -7;
    RgbImage context = TestImages.dot(side, 30 + (int) dx, 30 + (int) dy);
    double angle = Math.toRadians(degrees);
    double startX = mirrored ? -dx : dx;
    double x = 30 + scale * (startX * Math.cos(angle) - dy * Math.sin(angle)) + shiftX;
    double y = 30 + scale * (startX * Math.sin(angle) + dy * Math.cos(angle)) + shiftY;

    RgbImage view = new ViewGeometry(angle, mirrored, scale, shiftX, shiftY).sample(context, side);

    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double value = view.get(column, row, 0);
        sum += value;
        sumX += value * column;
        sumY += value * row;
      }
    }
    assertEquals(x, sumX / sum, 0.25);
    assertEquals(y, sumY / sum, 0.25);
    assertEquals(scale * scale, sum, 0.35 * scale * scale, "the dot's area");
  }

  @Test
  void interpolatesBetweenNeighbours() {
    RgbImage view = new ViewGeometry(0, false, 1, 0.25, 0).sample(TestImages.dot(7, 3, 3), 7);

    assertEquals(0.75f, view.get(3, 3, 0), 1e-6);
    assertEquals(0.25f, view.get(4, 3, 0), 1e-6);
    assertEquals(0f, view.get(2, 3, 0), 1e-6);
    assertEquals(0f, view.get(3, 4, 0), 1e-6);
  }

  @Test
  void hasNoBlackCorners() {
    RgbImage view =
        new ViewGeometry(Math.PI / 4, true, 0.5, 9, -9).sample(TestImages.constant(8, 8, 0.7f), 8);

    for (float value : view.rgb()) {
      assertEquals(0.7f, value);
    }
  }

  @Test
  void mirrorsTheContextBeyondItsBorders() {
    RgbImage row = new RgbImage(3, 1, new float[] {.1f, .1f, .1f, .2f, .2f, .2f, .3f, .3f, .3f});

    RgbImage view = ViewGeometry.identity().sample(row, 5);

    float[] expected = {.1f, .1f, .2f, .3f, .3f};
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 5; x++) {
        assertEquals(expected[x], view.get(x, y, 1));
      }
    }
  }

  @Test
  void randomGeometryStaysInItsRangesAndFillsThem() {
    GeometryRanges ranges = new GeometryRanges(0.3, true, 0.8, 1.25, 0.1);
    Random random = new Random(4);
    int mirrored = 0;
    double maxAngle = 0;
    double maxShift = 0;
    double minScale = 1;
    double maxScale = 1;
    for (int i = 0; i < 1000; i++) {
      ViewGeometry geometry = ViewGeometry.random(random, ranges, 50);
      mirrored += geometry.mirrored() ? 1 : 0;
      maxAngle = Math.max(maxAngle, Math.abs(geometry.angle()));
      maxShift = Math.max(maxShift, Math.abs(geometry.shiftX()));
      maxShift = Math.max(maxShift, Math.abs(geometry.shiftY()));
      minScale = Math.min(minScale, geometry.scale());
      maxScale = Math.max(maxScale, geometry.scale());
    }
    assertEquals(500, mirrored, 100);
    assertTrue(maxAngle <= 0.3 && maxAngle > 0.29, "angle " + maxAngle);
    assertTrue(maxShift <= 5 && maxShift > 4.9, "shift " + maxShift);
    assertTrue(minScale >= 0.8 && minScale < 0.81, "scale " + minScale);
    assertTrue(maxScale <= 1.25 + 1e-9 && maxScale > 1.24, "scale " + maxScale);
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 128})
  void contextSideIsEnoughForTheFarthestView(int side) {
    GeometryRanges ranges = new GeometryRanges(Math.PI, true, 0.9, 1.1, 0.06);
    int contextSide = ranges.contextSide(side);
    assertEquals(side % 2, contextSide % 2);
    double shift = 0.06 * side;
    ViewGeometry farthest = new ViewGeometry(Math.PI / 4, false, 0.9, shift, shift);
    // A frame around the context changes nothing that is seen, but would if the view reached it.
    RgbImage framed = TestImages.constant(contextSide + 20, contextSide + 20, 1);
    for (int y = 0; y < contextSide; y++) {
      int start = 3 * ((y + 10) * framed.width() + 10);
      Arrays.fill(framed.rgb(), start, start + 3 * contextSide, 0f);
    }
    for (float value : farthest.sample(framed, side).rgb()) {
      assertEquals(0f, value);
    }
    // Nor is it much too large: six pixels less on each side would not do.
    assertTrue(contextSide - 12 < (side * 1.12 - 1) / 0.9 * Math.sqrt(2));
    assertEquals(side, GeometryRanges.none().contextSide(side));
  }

  @Test
  void refusesGeometriesWithoutAPicture() {
    assertThrows(
        IllegalArgumentException.class, () -> new ViewGeometry(Double.NaN, false, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ViewGeometry(0, false, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> ViewGeometry.identity().sample(TestImages.pixel(0, 0, 0), 0));
  }
}
