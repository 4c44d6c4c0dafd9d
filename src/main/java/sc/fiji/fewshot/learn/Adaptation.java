package sc.fiji.fewshot.learn;

import java.util.List;
import sc.fiji.fewshot.EnumWord;
import sc.fiji.fewshot.FewShotException;

/** How much of what precedes the classifier's head may change to fit the examples. */
public enum Adaptation {
  /** Nothing: the pretrained network as it is. */
  NONE("the pretrained network as it is"),

  /** A linear map of low rank on the embeddings; the network stays as it is. */
  PROJECTION("a linear map on the embeddings; works with every backbone"),

  /** A factor and a summand for each channel of each convolution. */
  SCALE_SHIFT("a factor and a summand for each channel of all stages"),

  /** Numbers added to the outermost pixels of every input. */
  BORDER("a frame of pixels around each image or patch; needs every patch on its own"),

  /** The convolutions that follow the last but one of the network's maps. */
  LAST_STAGE("the convolutions of the last stage"),

  /** Every convolution. */
  FULL("all convolutions");

  private final String description;

  Adaptation(String description) {
    this.description = description;
  }

  /**
   * @return the word by which users choose it, such as {@code last-stage}
   */
  public String key() {
    return EnumWord.of(this);
  }

  /**
   * @return what it changes, to follow a colon
   */
  public String description() {
    return description;
  }

  /**
   * @return whether weights of the network itself change, so that pixels must go through it anew
   */
  public boolean changesNetwork() {
    return this != NONE && this != PROJECTION;
  }

  /**
   * @param stages that the network has
   * @return how many of them, from the first on, stay as they are
   */
  public int frozenStages(int stages) {
    return switch (this) {
      case NONE, PROJECTION -> stages;
      case LAST_STAGE -> stages - 1;
      case BORDER, SCALE_SHIFT, FULL -> 0;
    };
  }

  /**
   * @return all keys, the one that changes least first
   */
  public static List<String> keys() {
    return EnumWord.all(Adaptation.class);
  }

  /**
   * @param key a word as users write it; case does not matter
   * @return the adaptation of that name
   * @throws FewShotException naming all, if there is none
   */
  public static Adaptation parse(String key) {
    return EnumWord.parse(Adaptation.class, "adaptation", key);
  }
}
