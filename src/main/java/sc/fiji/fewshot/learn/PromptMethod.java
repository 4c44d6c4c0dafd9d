package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Prompt learning: the CNN stays frozen, and something small steers it. {@code kind=scale-shift}
 * trains a factor and a summand for each channel of every convolution (Lian, Zhou, Feng and Wang,
 * "Scaling &amp; Shifting Your Features", NeurIPS 2022; Jia and others, "Visual Prompt Tuning",
 * ECCV 2022, on prompts between layers). {@code kind=border} trains numbers that are added to the
 * outermost pixels of every input (Bahng, Jahanian, Sankaranarayanan and Isola, "Exploring Visual
 * Prompts for Adapting Large-Scale Models", 2022). {@code kind=named} trains nothing: see {@link
 * NamedPrompts}.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 70)
public final class PromptMethod implements FewShotMethod {

  private static final String KIND = "kind";
  private static final String NAMED = "named";

  private final Adaptation adaptation;
  private final NamedPrompts prompts;
  private final FewShotMethod head = new FeaturesMethod();

  private PromptMethod(Adaptation adaptation, NamedPrompts prompts) {
    this.adaptation = adaptation;
    this.prompts = prompts;
  }

  /** With factors and summands. */
  public PromptMethod() {
    this(Adaptation.SCALE_SHIFT, NamedPrompts.NONE);
  }

  @Override
  public String name() {
    return "prompt";
  }

  @Override
  public String describe() {
    return "Steers the frozen CNN by something small that is learnt from the examples, or by what"
        + " is known of classes of that name.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            KIND,
            List.of(Adaptation.SCALE_SHIFT.key(), Adaptation.BORDER.key(), NAMED),
            "A factor and a summand for each channel, a frame of pixels around each patch (both in"
                + " minutes), or known classes of the same name in place of missing examples (at"
                + " once)."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    String kind = values.get(KIND);
    return new PromptMethod(
        kind.equals(NAMED) ? Adaptation.NONE : Adaptation.parse(kind), NamedPrompts.NONE);
  }

  @Override
  public Adaptation adaptation() {
    return adaptation;
  }

  @Override
  public FewShotMethod in(TaskContext context) {
    return adaptation == Adaptation.NONE
        ? new PromptMethod(adaptation, NamedPrompts.of(context))
        : this;
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return adaptation == Adaptation.NONE
        ? prompts.fit(head, support, standardiser)
        : head.fit(support, standardiser);
  }
}
