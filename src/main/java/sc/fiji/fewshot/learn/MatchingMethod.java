package sc.fiji.fewshot.learn;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Attention over the examples: Vinyals, Blundell, Lillicrap, Kavukcuoglu and Wierstra, "Matching
 * Networks for One Shot Learning" (NIPS 2016, equation 1 with the attention of section 2.1.1). A
 * class's probability is the attention that its examples get, a softmax over the cosines between
 * query and examples, here with a sharpness: the one by which left-out examples are told best.
 * Within a class each example gets an equal share of what the class has, so that a class with many
 * examples is no likelier for that.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 40)
public final class MatchingMethod implements FewShotMethod {

  /** It has no settings. */
  public MatchingMethod() {}

  @Override
  public String name() {
    return "matching";
  }

  @Override
  public String describe() {
    return "Weighs all examples by how alike they are; for classes that look different from one"
        + " example to the next.";
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(name(), new MatchingSolver(), support, standardiser);
  }
}
