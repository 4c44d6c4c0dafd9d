package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Fine-tuning: the last stage of the CNN, or all of it, is trained by back-propagation on augmented
 * views of the examples (Chen, Liu, Kira, Wang and Huang, "A Closer Look at Few-shot
 * Classification", ICLR 2019), then a head is fitted to the embeddings that it gives.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 50)
public final class FinetuneMethod implements FewShotMethod {

  private static final String DEPTH = "depth";

  private final Adaptation adaptation;
  private final FewShotMethod head = new FeaturesMethod();

  private FinetuneMethod(Adaptation adaptation) {
    this.adaptation = adaptation;
  }

  /** Of the last stage. */
  public FinetuneMethod() {
    this(Adaptation.LAST_STAGE);
  }

  @Override
  public String name() {
    return "finetune";
  }

  @Override
  public String describe() {
    return "Trains a part of the CNN on the examples; worth its seconds to minutes where images"
        + " differ much from those that the CNN has seen.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            DEPTH,
            List.of(Adaptation.LAST_STAGE.key(), Adaptation.FULL.key()),
            "What is trained: the last stage, in seconds, or all convolutions, in minutes."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    return new FinetuneMethod(Adaptation.parse(values.get(DEPTH)));
  }

  @Override
  public Adaptation adaptation() {
    return adaptation;
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return head.fit(support, standardiser);
  }
}
