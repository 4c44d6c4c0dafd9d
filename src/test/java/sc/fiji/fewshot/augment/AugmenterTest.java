package sc.fiji.fewshot.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

class AugmenterTest {

  private static final int SIDE = 12;

  private final RgbImage context = TestImages.noise(20, 20, 9);

  @ParameterizedTest
  @EnumSource
  void firstViewIsTheCentreCrop(AugmentationPreset preset) {
    RgbImage view = new Augmenter(preset, 1).views(context, SIDE, 3, 2).get(0);

    assertArrayEquals(context.crop(new Box(4, 4, SIDE, SIDE)).rgb(), view.rgb());
  }

  @ParameterizedTest
  @EnumSource(
      value = AugmentationPreset.class,
      names = {"MICROSCOPY", "HISTOLOGY"})
  void firstEightAreTheSymmetriesWhereDirectionsAreAlike(AugmentationPreset preset) {
    List<RgbImage> views = new Augmenter(preset, 1).views(context, SIDE, 9, 2);

    assertEquals(9, views.size());
    for (int i = 0; i < 8; i++) {
      assertArrayEquals(
          ViewGeometry.dihedral().get(i).sample(context, SIDE).rgb(), views.get(i).rgb());
    }
    float[] last = views.get(8).rgb();
    assertFalse(views.subList(0, 8).stream().anyMatch(v -> Arrays.equals(v.rgb(), last)));
  }

  @ParameterizedTest
  @EnumSource(
      value = AugmentationPreset.class,
      names = {"RADIOLOGY", "OTHER"})
  void otherwiseAllButTheFirstAreRandom(AugmentationPreset preset) {
    List<RgbImage> views = new Augmenter(preset, 1).views(context, SIDE, 8, 2);

    for (int i = 1; i < 8; i++) {
      for (ViewGeometry geometry : ViewGeometry.dihedral()) {
        assertFalse(Arrays.equals(geometry.sample(context, SIDE).rgb(), views.get(i).rgb()));
      }
    }
  }

  @Test
  void noneGivesOnlyTheFirst() {
    assertEquals(1, new Augmenter(AugmentationPreset.NONE, 1).views(context, SIDE, 30, 2).size());
  }

  @ParameterizedTest
  @EnumSource
  void orderAndThreadDoNotMatter(AugmentationPreset preset) {
    List<RgbImage> views = new Augmenter(preset, 5).views(context, SIDE, 24, 77);

    Augmenter again = new Augmenter(preset, 5);
    IntStream.range(0, views.size())
        .parallel()
        .forEach(
            i ->
                assertArrayEquals(
                    views.get(i).rgb(), again.view(context, SIDE, i, 77).rgb(), "view " + i));
  }

  @Test
  void seedExampleAndIndexAllMatter() {
    AugmentationPreset preset = AugmentationPreset.MICROSCOPY;
    List<float[]> views =
        List.of(
            new Augmenter(preset, 1).view(context, SIDE, 9, 1).rgb(),
            new Augmenter(preset, 2).view(context, SIDE, 9, 1).rgb(),
            new Augmenter(preset, 1).view(context, SIDE, 9, 2).rgb(),
            new Augmenter(preset, 1).view(context, SIDE, 10, 1).rgb());

    for (int i = 0; i < views.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertFalse(Arrays.equals(views.get(i), views.get(j)), i + " and " + j);
      }
    }
  }

  @Test
  void radiologyKeepsGreyAndDirection() {
    // Brighter from left to right: mirrored or turned far, it would not be.
    RgbImage ramp = TestImages.constant(24, 24, 0);
    for (int i = 0; i < ramp.rgb().length; i++) {
      ramp.rgb()[i] = 0.25f + 0.5f * ((i / 3) % 24) / 23;
    }
    for (RgbImage view : new Augmenter(AugmentationPreset.RADIOLOGY, 3).views(ramp, SIDE, 50, 4)) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 1; x < SIDE; x++) {
          float rise = view.get(x, y, 0) - view.get(x - 1, y, 0);
          assertEquals(0.5 / 23, rise, 0.3 / 23);
          assertEquals(view.get(x, y, 0), view.get(x, y, 1));
        }
      }
    }
  }

  @Test
  void refusesToMakeNoViews() {
    Augmenter augmenter = new Augmenter(AugmentationPreset.OTHER, 1);

    assertThrows(IllegalArgumentException.class, () -> augmenter.views(context, SIDE, 0, 1));
  }
}
