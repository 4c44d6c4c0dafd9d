package sc.fiji.fewshot.classifier;

import java.util.OptionalDouble;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.IntensityMapping;

/**
 * How pixels become embeddings; the same at training and at prediction.
 *
 * @param backbone name or path of the backbone
 * @param backboneSha256 of its weights
 * @param patch side of a patch, image pixels
 * @param wholeImages whether the examples were whole images, each brought to {@link #NETWORK_SIDE}
 * @param mapping channels and intensities
 * @param micrometres width of a pixel of the training images, where they were calibrated and alike
 */
public record InputSpec(
    String backbone,
    String backboneSha256,
    int patch,
    boolean wholeImages,
    IntensityMapping mapping,
    OptionalDouble micrometres) {

  /** Side of a patch, or of a whole image, as the CNN sees it, pixels. */
  public static final int NETWORK_SIDE = 128;

  /**
   * What a CNN run on a single patch is shown around it, network pixels on each side. The dense
   * encoder's cells see the whole image around a patch; zeros in its place would make other
   * features of the same patch.
   */
  public static final int MARGIN = 64;

  /**
   * The same for the augmented views of examples. They are many, and only their mean matters; half
   * the margin halves the time and recognises as much.
   */
  public static final int VIEW_MARGIN = 32;

  /** Smallest side of a patch, image pixels. */
  public static final int SMALLEST_PATCH = 8;

  /** Largest side of a patch, image pixels. */
  public static final int LARGEST_PATCH = 4096;

  /** Checks the patch. */
  public InputSpec {
    if (patch < SMALLEST_PATCH || patch > LARGEST_PATCH) {
      throw new IllegalArgumentException("a patch of " + patch + " pixels");
    }
  }

  /**
   * An input for images of any size of pixels.
   *
   * @param backbone name or path of the backbone
   * @param backboneSha256 of its weights
   * @param patch side of a patch, image pixels
   * @param wholeImages whether the examples were whole images
   * @param mapping channels and intensities
   */
  public InputSpec(
      String backbone,
      String backboneSha256,
      int patch,
      boolean wholeImages,
      IntensityMapping mapping) {
    this(backbone, backboneSha256, patch, wholeImages, mapping, OptionalDouble.empty());
  }

  /**
   * Checks a patch that a user asks for.
   *
   * @param patch side in image pixels
   * @throws FewShotException if it is too small or too large
   */
  public static void checkPatch(int patch) {
    if (patch < SMALLEST_PATCH || patch > LARGEST_PATCH) {
      throw new FewShotException(
          "The patch must be from %d to %d pixels, not %d."
              .formatted(SMALLEST_PATCH, LARGEST_PATCH, patch));
    }
  }

  /**
   * @return pixels from one patch to the next where the user does not say: patches overlap by three
   *     quarters
   */
  public int usualStride() {
    return Math.max(1, patch / 4);
  }

  /**
   * @return network pixels an image pixel
   */
  public double scale() {
    return (double) NETWORK_SIDE / patch;
  }

  /**
   * @param other side of a patch, image pixels
   * @return this input with patches of that size, for images in which they show as much
   */
  public InputSpec withPatch(int other) {
    OptionalDouble pixels =
        micrometres.isEmpty()
            ? micrometres
            : OptionalDouble.of(micrometres.getAsDouble() * patch / other);
    return new InputSpec(backbone, backboneSha256, other, wholeImages, mapping, pixels);
  }
}
