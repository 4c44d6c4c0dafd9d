package sc.fiji.fewshot.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.RgbImage;

class AugmentationPresetTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsKey(AugmentationPreset preset) {
    assertEquals(preset, AugmentationPreset.parse(preset.key()));
    assertEquals(preset, AugmentationPreset.parse(" " + preset.name() + " "));
  }

  @Test
  void unknownKeyIsAnsweredWithTheKnownOnes() {
    FewShotException e =
        assertThrows(FewShotException.class, () -> AugmentationPreset.parse("x-ray"));

    assertEquals(
        "There is no augmentation preset 'x-ray'; choose one of microscopy, histology,"
            + " radiology, other, none.",
        e.getMessage());
  }

  @Test
  void onlyMicroscopesHaveNoUpAndDown() {
    assertEquals(Math.PI, AugmentationPreset.MICROSCOPY.geometry().maxAngle());
    assertEquals(Math.PI, AugmentationPreset.HISTOLOGY.geometry().maxAngle());
    assertEquals(7, Math.toDegrees(AugmentationPreset.RADIOLOGY.geometry().maxAngle()), 1e-9);
    assertEquals(10, Math.toDegrees(AugmentationPreset.OTHER.geometry().maxAngle()), 1e-9);
    assertFalse(AugmentationPreset.RADIOLOGY.geometry().mirror(), "radiology keeps left and right");
    assertTrue(AugmentationPreset.OTHER.geometry().mirror(), "others do not");
  }

  @Test
  void guessesStainedTissueByItsColours() {
    // Mostly background, some eosin and some haematoxylin.
    RgbImage section =
        row(new double[][] {{.95, .94, .95}, {.96, .95, .95}, {.9, .6, .75}, {.45, .4, .7}});

    assertEquals(AugmentationPreset.HISTOLOGY, guess(section, true, false));
    assertEquals(AugmentationPreset.HISTOLOGY, guess(section, true, true));
    assertEquals(AugmentationPreset.MICROSCOPY, guess(section, false, false));
  }

  @Test
  void guessesRadiologyByTheHint() {
    RgbImage grey = row(new double[][] {{.1, .1, .1}, {.5, .5, .5}, {.9, .9, .9}});

    assertEquals(AugmentationPreset.RADIOLOGY, guess(grey, false, true));
    assertEquals(AugmentationPreset.MICROSCOPY, guess(grey, false, false));
    assertEquals(AugmentationPreset.MICROSCOPY, guess(grey, true, false));
  }

  @Test
  void tellsPhotographsFromFluorescence() {
    RgbImage leaves = row(new double[][] {{.2, .6, .1}, {.5, .4, .2}, {.6, .8, .95}});
    RgbImage cells = row(new double[][] {{0, 0, 0}, {0, 0, .05}, {.05, 0, 0}, {.6, 0, .8}});

    assertEquals(AugmentationPreset.OTHER, guess(leaves, true, false));
    assertEquals(AugmentationPreset.MICROSCOPY, guess(cells, true, false));
  }

  @Test
  void measuresShares() {
    RgbImage image =
        row(new double[][] {{0, 0, .1}, {.9, .9, .9}, {.8, .2, .7}, {.2, .8, .2}, {.1, .9, .2}});

    ImageFacts facts = ImageFacts.measure(image, true, false);

    assertEquals(0.6, facts.colouredShare(), 1e-9);
    assertEquals(1 / 3.0, facts.pinkPurpleShare(), 1e-9);
    assertEquals(0.2, facts.darkShare(), 1e-9);
  }

  private static AugmentationPreset guess(RgbImage image, boolean rgb, boolean radiology) {
    return AugmentationPreset.guess(ImageFacts.measure(image, rgb, radiology));
  }

  private static RgbImage row(double[][] pixels) {
    float[] rgb = new float[3 * pixels.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) pixels[i / 3][i % 3];
    }
    return new RgbImage(pixels.length, 1, rgb);
  }
}
