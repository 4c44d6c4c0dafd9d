package sc.fiji.fewshot.augment;

import sc.fiji.fewshot.EnumWord;
import sc.fiji.fewshot.FewShotException;

/** What does not matter in a kind of image: the geometry and the colours that may vary. */
public enum AugmentationPreset {
  /** No direction matters; slightly other exposure and colours. */
  MICROSCOPY(true, anyDirection(), mildColours()),

  /** Stained sections: no direction matters; slightly other stains and exposure. */
  HISTOLOGY(
      true,
      anyDirection(),
      ColourAugmentation.sequence(new StainJitter(0.1, 0.02), new BrightnessContrast(0.04, 0.08))),

  /** Patients lie as they lie: up to 7 degrees, never mirrored; slightly other exposure. */
  RADIOLOGY(
      false,
      new GeometryRanges(Math.toRadians(7), false, 0.95, 1.05, 0.05),
      ColourAugmentation.sequence(new BrightnessContrast(0.08, 0.15), new Gamma(1.2))),

  /** Photographs and the like: up to 10 degrees, left and right alike; slightly other colours. */
  OTHER(false, new GeometryRanges(Math.toRadians(10), true, 0.9, 1.1, 0.06), mildColours()),

  /** Only the example itself. */
  NONE(false, GeometryRanges.none(), ColourAugmentation.none());

  /** Below this share of coloured pixels an RGB image counts as grey. */
  private static final double FEW_COLOURED = 0.02;

  /** From this share of the coloured pixels on, pink and purple mean stained tissue. */
  private static final double MOSTLY_PINK_PURPLE = 0.6;

  /** Stained sections lie on a bright background: fewer dark pixels than this. */
  private static final double FEW_DARK = 0.25;

  /** From this share of dark pixels on, colours are taken for fluorescence. */
  private static final double MOSTLY_DARK = 0.5;

  private final boolean allDirectionsAlike;
  private final GeometryRanges geometry;
  private final ColourAugmentation colours;

  AugmentationPreset(
      boolean allDirectionsAlike, GeometryRanges geometry, ColourAugmentation colours) {
    this.allDirectionsAlike = allDirectionsAlike;
    this.geometry = geometry;
    this.colours = colours;
  }

  /**
   * @return whether the eight symmetries of the square ({@link ViewGeometry#dihedral()}) all show
   *     the same thing
   */
  public boolean allDirectionsAlike() {
    return allDirectionsAlike;
  }

  /**
   * @return how far random views may go
   */
  public GeometryRanges geometry() {
    return geometry;
  }

  /**
   * @return how the colours of random views change
   */
  public ColourAugmentation colours() {
    return colours;
  }

  /**
   * @return the name that users write: {@link #name()} in lower case
   */
  public String key() {
    return EnumWord.of(this);
  }

  /**
   * @param key a name as the user writes it, such as {@code microscopy}; case does not matter
   * @return the preset of that name
   * @throws FewShotException naming all presets, if there is none of that name
   */
  public static AugmentationPreset parse(String key) {
    return EnumWord.parse(AugmentationPreset.class, "augmentation preset", key);
  }

  /**
   * Guesses the kind of image. The first that fits is taken:
   *
   * <ol>
   *   <li>{@link #HISTOLOGY}: an RGB file, at least 2 % of its pixels coloured, at least 60 % of
   *       those pink to purple, and less than 25 % of all pixels dark;
   *   <li>{@link #RADIOLOGY}: the file says so;
   *   <li>{@link #OTHER}: an RGB file, at least 2 % of its pixels coloured, and less than 50 % of
   *       all pixels dark (darker ones are taken for merged fluorescence);
   *   <li>{@link #MICROSCOPY}: everything else.
   * </ol>
   *
   * <p>A guess is only that: a photograph of violets is taken for histology.
   *
   * @param facts what is known of the image
   * @return the likeliest preset, never {@link #NONE}
   */
  public static AugmentationPreset guess(ImageFacts facts) {
    boolean coloured = facts.rgb() && facts.colouredShare() >= FEW_COLOURED;
    if (coloured && facts.pinkPurpleShare() >= MOSTLY_PINK_PURPLE && facts.darkShare() < FEW_DARK) {
      // Before radiology: DICOM files hold stained sections, too.
      return HISTOLOGY;
    }
    if (facts.radiology()) {
      return RADIOLOGY;
    }
    return coloured && facts.darkShare() < MOSTLY_DARK ? OTHER : MICROSCOPY;
  }

  /**
   * Guesses the kind of a collection of images, of which more is known than of one.
   *
   * @param facts what is known of one of them
   * @param directionsAlike whether they are alike in all directions, see {@link Directions}
   * @return {@link #guess} where that fits the directions; else {@link #MICROSCOPY} for images
   *     without directions, {@link #RADIOLOGY} for grey ones and {@link #OTHER} for coloured ones
   *     with directions
   */
  public static AugmentationPreset guess(ImageFacts facts, boolean directionsAlike) {
    AugmentationPreset guess = guess(facts);
    if (guess.allDirectionsAlike == directionsAlike) {
      return guess;
    }
    if (directionsAlike) {
      return MICROSCOPY;
    }
    return facts.colouredShare() < FEW_COLOURED ? RADIOLOGY : OTHER;
  }

  private static GeometryRanges anyDirection() {
    return new GeometryRanges(Math.PI, true, 0.9, 1.1, 0.06);
  }

  private static ColourAugmentation mildColours() {
    return ColourAugmentation.sequence(
        new BrightnessContrast(0.06, 0.12), new Gamma(1.2), new HueSaturation(0.02, 0.15));
  }
}
