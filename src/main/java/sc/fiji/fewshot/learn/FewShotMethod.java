package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.plugin.SciJavaPlugin;
import sc.fiji.fewshot.FewShotException;

/**
 * Learns a classifier from a few examples. Implementations have no state but their options: the
 * same support gives the same result, in any thread.
 *
 * <p>A class that implements it, has a public constructor without parameters and bears the
 * annotation {@code @Plugin(type = FewShotMethod.class)} can be chosen wherever methods are chosen;
 * nothing else need be changed. Its priority says where it stands in lists.
 */
public interface FewShotMethod extends SciJavaPlugin {

  /** The word by which a user chooses it, such as {@code features}. */
  String name();

  /** What it does and when it is good, in one sentence for the user. */
  String describe();

  /** What a user may choose of it. */
  default List<MethodOption> options() {
    return List.of();
  }

  /**
   * The method with some choices.
   *
   * @param values of all its options
   */
  default FewShotMethod with(OptionValues values) {
    return this;
  }

  /**
   * What of the network it adapts to the examples, before it learns from their adapted embeddings,
   * unless the user wants something else adapted.
   */
  default Adaptation adaptation() {
    return Adaptation.NONE;
  }

  /** Whether it learns from the single views of examples, too ({@link Support#views}). */
  default boolean needsViews() {
    return false;
  }

  /** Whether it learns from embeddings of unknown class, too ({@link Support#unlabelled}). */
  default boolean needsUnlabelled() {
    return false;
  }

  /**
   * The method with what it needs beyond the numbers of the examples.
   *
   * @param context of the examples that it will be given
   * @throws FewShotException if the backbone lacks what this method needs
   */
  default FewShotMethod in(TaskContext context) {
    return this;
  }

  /**
   * Learns from the support set and says how well left-out examples were recognised. Takes
   * milliseconds for a few dozen examples; the time grows with the cube of their number.
   *
   * @param support raw embeddings; every class must have an example
   * @param standardiser applied to each embedding first, and held fixed in leave-one-out
   * @throws FewShotException if there is only one class or a class lacks examples
   */
  Fitted fit(Support support, Standardiser standardiser);
}
