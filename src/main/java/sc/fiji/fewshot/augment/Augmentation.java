package sc.fiji.fewshot.augment;

import java.util.List;
import sc.fiji.fewshot.EnumWord;
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
    return EnumWord.of(this);
  }

  /**
   * @return all words, the default one first
   */
  public static List<String> keys() {
    return EnumWord.all(Augmentation.class);
  }

  /**
   * @param key a word as users write it; case does not matter
   * @return the augmentation of that name
   * @throws FewShotException naming all, if there is none
   */
  public static Augmentation parse(String key) {
    return EnumWord.parse(Augmentation.class, "augmentation", key);
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
