package sc.fiji.fewshot.augment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sc.fiji.fewshot.FewShotException;

/** How strongly the views of an example vary; in what, the {@link AugmentationPreset} says. */
public enum Augmentation {

  /** As far as the kind of image allows without showing something else. */
  LIGHT,

  /** Twice as far, and every view but the first is a random one. */
  STRONG,

  /** As stained sections do, whatever the kind of image. */
  HISTOLOGY,

  /** Not at all: only the example itself. */
  NONE;

  /**
   * @return the word that users write
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @return all words, the default one first
   */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Augmentation::key).toList();
  }

  /**
   * @param key a word as users write it; case does not matter
   * @return the augmentation of that name
   * @throws FewShotException naming all, if there is none
   */
  public static Augmentation parse(String key) {
    return Arrays.stream(values())
        .filter(a -> a.key().equals(key.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new FewShotException(
                    "There is no augmentation '%s'; choose one of %s."
                        .formatted(key, String.join(", ", keys()))));
  }

  /**
   * @param kind of image
   * @return what varies
   */
  public AugmentationPreset preset(AugmentationPreset kind) {
    return switch (this) {
      case LIGHT, STRONG -> kind;
      case HISTOLOGY -> AugmentationPreset.HISTOLOGY;
      case NONE -> AugmentationPreset.NONE;
    };
  }
}
