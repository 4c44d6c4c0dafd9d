package sc.fiji.fewshot.classifier;

import java.util.function.Supplier;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Rejection;

/**
 * What a user may choose in training.
 *
 * @param method the method, as {@link FewShotMethods#parse} reads it
 * @param patch side of a patch, image pixels; 0 to take it from the marked regions
 * @param views of each example, at least 1
 * @param preset what may vary between views; null to guess it from the image
 * @param mapping channels and intensities; null to guess it from the image
 * @param seed of the random views
 * @param adaptation of the backbone to the examples, where that helps
 * @param augmentation how strongly views vary
 * @param rejection how readily what resembles no example is called unknown
 */
public record TrainingSettings(
    String method,
    int patch,
    int views,
    AugmentationPreset preset,
    IntensityMapping mapping,
    long seed,
    Adaptation adaptation,
    Augmentation augmentation,
    Rejection rejection) {

  /** Views of an example by default: where all directions are alike, all flips and right angles. */
  public static final int USUAL_VIEWS = 8;

  /** The word with which a user leaves a choice to the program. */
  public static final String AUTO = "auto";

  /**
   * With the method's own adaptation, which most do without.
   *
   * @param method the method, as {@link FewShotMethods#parse} reads it
   * @param patch side of a patch, image pixels; 0 to take it from the marked regions
   * @param views of each example, at least 1
   * @param preset what may vary between views; null to guess it from the image
   * @param mapping channels and intensities; null to guess it from the image
   * @param seed of the random views
   */
  public TrainingSettings(
      String method,
      int patch,
      int views,
      AugmentationPreset preset,
      IntensityMapping mapping,
      long seed) {
    this(
        method,
        patch,
        views,
        preset,
        mapping,
        seed,
        FewShotMethods.parse(method).adaptation(),
        Augmentation.LIGHT,
        Rejection.USUAL);
  }

  /**
   * Settings from the words of a user.
   *
   * @param method one of {@link FewShotMethods#names()}, options may follow
   * @param patch side of a patch, image pixels; 0 to take it from the marked regions
   * @param views of each example, at least 1
   * @param preset the key of an {@link AugmentationPreset}, or {@value #AUTO} to guess it
   * @param seed of the random views
   * @return the settings, with the method's own adaptation
   * @throws FewShotException if one of the words or numbers is wrong
   */
  public static TrainingSettings parse(
      String method, int patch, int views, String preset, long seed) {
    if (patch != 0) {
      InputSpec.checkPatch(patch);
    }
    if (views < 1) {
      throw new FewShotException(
          "The number of views must be at least 1 (the example itself), not " + views + ".");
    }
    AugmentationPreset chosen = preset.equals(AUTO) ? null : AugmentationPreset.parse(preset);
    return new TrainingSettings(method, patch, views, chosen, null, seed);
  }

  /**
   * @return automatic choices throughout
   */
  public static TrainingSettings usual() {
    return new TrainingSettings(AUTO, 0, USUAL_VIEWS, null, null, 0);
  }

  /**
   * @param word for a method
   * @return these settings with that method and its own adaptation
   */
  public TrainingSettings withMethod(String word) {
    return new TrainingSettings(
        word,
        patch,
        views,
        preset,
        mapping,
        seed,
        FewShotMethods.parse(word).adaptation(),
        augmentation,
        rejection);
  }

  /**
   * @param side of a patch, image pixels
   * @return these settings with that patch
   */
  public TrainingSettings withPatch(int side) {
    return new TrainingSettings(
        method, side, views, preset, mapping, seed, adaptation, augmentation, rejection);
  }

  /**
   * @param word the key of an {@link Adaptation}, or {@value #AUTO} to leave it to the method
   * @return these settings with that adaptation
   * @throws FewShotException if there is none of that name
   */
  public TrainingSettings adapting(String word) {
    return word.equals(AUTO) ? this : with(Adaptation.parse(word));
  }

  /**
   * @param word the key of an {@link Augmentation}
   * @return these settings with that
   * @throws FewShotException if there is none of that name, or it contradicts the preset
   */
  public TrainingSettings augmenting(String word) {
    Augmentation other = Augmentation.parse(word);
    if (preset != null && other.preset(preset) != preset) {
      throw new FewShotException(
          "The preset '%s' and the augmentation '%s' contradict each other; give one of them."
              .formatted(preset.key(), other.key()));
    }
    return with(other);
  }

  /**
   * @param other how strongly views vary
   * @return these settings with that
   */
  public TrainingSettings with(Augmentation other) {
    return new TrainingSettings(
        method, patch, views, preset, mapping, seed, adaptation, other, rejection);
  }

  /**
   * @param word the key of a {@link Rejection}
   * @return these settings with that
   * @throws FewShotException if there is none of that name
   */
  public TrainingSettings rejecting(String word) {
    return with(Rejection.parse(word));
  }

  /**
   * @param other how readily what resembles no example is called unknown
   * @return these settings with that
   */
  public TrainingSettings with(Rejection other) {
    return new TrainingSettings(
        method, patch, views, preset, mapping, seed, adaptation, augmentation, other);
  }

  /**
   * @param guess the kind of image, where nothing says it
   * @return what varies between views
   */
  public AugmentationPreset varying(Supplier<AugmentationPreset> guess) {
    if (preset != null) {
      return augmentation.preset(preset);
    }
    boolean needless = augmentation.preset(AugmentationPreset.OTHER) != AugmentationPreset.OTHER;
    return augmentation.preset(needless ? AugmentationPreset.OTHER : guess.get());
  }

  /**
   * @param varying what does
   * @return what makes the views
   */
  public Augmenter augmenter(AugmentationPreset varying) {
    return new Augmenter(varying, augmentation == Augmentation.STRONG, seed);
  }

  /**
   * @return what learns
   */
  public FewShotMethod learner() {
    return FewShotMethods.parse(method);
  }

  /**
   * @param other what may be adapted
   * @return these settings with that adaptation
   */
  public TrainingSettings with(Adaptation other) {
    return new TrainingSettings(
        method, patch, views, preset, mapping, seed, other, augmentation, rejection);
  }
}
