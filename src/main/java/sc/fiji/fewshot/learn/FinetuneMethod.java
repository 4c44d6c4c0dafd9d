package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * The usual transfer learning: a new classifier trained by gradient descent, with the network as it
 * is or going along. {@code head=linear} and {@code head=cosine} are the Baseline and the
 * Baseline++ of Chen, Liu, Kira, Wang and Huang, "A Closer Look at Few-shot Classification" (ICLR
 * 2019, section 3.2).
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 30)
public final class FinetuneMethod implements FewShotMethod {

  private static final String HEAD = "head";
  private static final String DEPTH = "depth";
  private static final String COSINE = "cosine";
  private static final String HEAD_ONLY = "head";
  private static final double LINEAR_RATE = 0.3;
  private static final double COSINE_RATE = 0.1;
  private static final int STEPS = 100;
  private static final int MOST_VIEWS = 4;

  private final boolean cosine;
  private final Adaptation adaptation;

  private FinetuneMethod(boolean cosine, Adaptation adaptation) {
    this.cosine = cosine;
    this.adaptation = adaptation;
  }

  /** A linear head on the network as it is. */
  public FinetuneMethod() {
    this(false, Adaptation.NONE);
  }

  @Override
  public String name() {
    return "finetune";
  }

  @Override
  public String describe() {
    return "Trains a classifier on the views of the examples by gradient descent, and the CNN with"
        + " it if you like.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            HEAD, List.of("linear", COSINE), "A linear classifier, or one by cosine similarity."),
        new MethodOption(
            DEPTH,
            List.of(HEAD_ONLY, Adaptation.LAST_STAGE.key(), Adaptation.FULL.key()),
            "What is trained: the classifier alone, the last stage of the CNN, too, or all of it;"
                + " the latter two take seconds to minutes."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    String depth = values.get(DEPTH);
    return new FinetuneMethod(
        values.get(HEAD).equals(COSINE),
        depth.equals(HEAD_ONLY) ? Adaptation.NONE : Adaptation.parse(depth));
  }

  @Override
  public Adaptation adaptation() {
    return adaptation;
  }

  @Override
  public boolean needsViews() {
    return true;
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    support.requireEveryClass();
    Support standardised = support.standardised(standardiser);
    return Fitting.fit(
        cosine ? COSINE : "linear",
        new GradientSolver(cosine, cosine ? COSINE_RATE : LINEAR_RATE, STEPS),
        Kernel.withViews(standardised, MOST_VIEWS),
        standardised.embeddings());
  }
}
