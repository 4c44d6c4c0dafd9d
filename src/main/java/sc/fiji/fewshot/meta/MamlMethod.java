package sc.fiji.fewshot.meta;

import java.util.List;
import java.util.Optional;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Head;
import sc.fiji.fewshot.learn.MethodOption;
import sc.fiji.fewshot.learn.OptionValues;
import sc.fiji.fewshot.learn.RefitFitting;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;

/**
 * MAML (Finn, Abbeel and Levine, "Model-Agnostic Meta-Learning for Fast Adaptation of Deep
 * Networks", ICML 2017) of a head and of a factor and a summand for each channel, on the embeddings
 * of a frozen network: a few steps of gradient descent from a start, and with step sizes, that were
 * meta-trained for the backbone. {@code inner=head} changes the head alone (ANIL: Raghu, Raghu,
 * Bengio and Vinyals, ICLR 2020). What is learnt is an ordinary linear head, since factors and
 * summands fold into it.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 60)
public final class MamlMethod implements FewShotMethod {

  private static final String INNER = "inner";
  private static final String HEAD = "head";

  private final Optional<HeadStart> start;
  private final boolean adapter;

  private MamlMethod(Optional<HeadStart> start, boolean adapter) {
    this.start = start;
    this.adapter = adapter;
  }

  /** With factors and summands, and not ready before it has a backbone. */
  public MamlMethod() {
    this(Optional.empty(), true);
  }

  @Override
  public String name() {
    return "maml";
  }

  @Override
  public String describe() {
    return "A few steps of gradient descent from a meta-trained start; needs a backbone that comes"
        + " with one, as the embedded one does.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            INNER,
            List.of("adapter", HEAD),
            "What the steps change: the head and a factor and a summand for each channel, or the"
                + " head alone (ANIL)."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    return new MamlMethod(start, !values.get(INNER).equals(HEAD));
  }

  @Override
  public FewShotMethod in(TaskContext context) {
    Optional<HeadStart> known = context.backbone().headStart();
    if (known.isEmpty()) {
      throw new FewShotException(
          ("The backbone '%s' has no meta-trained start for the method 'maml'; make one with"
                  + " 'fewshot pretrain --objective maml', or choose another method.")
              .formatted(context.backbone().info().name()));
    }
    return new MamlMethod(known, adapter);
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    HeadStart from =
        start.orElseThrow(
            () -> new IllegalStateException("maml was not told the backbone: call in() first"));
    return RefitFitting.fit(examples -> learn(from, examples), support, standardiser);
  }

  private Head learn(HeadStart from, Support examples) {
    return MamlHead.learn(
        from, adapter, examples.embeddings(), examples.labels(), examples.classes());
  }
}
