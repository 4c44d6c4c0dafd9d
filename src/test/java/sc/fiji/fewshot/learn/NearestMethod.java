package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * What somebody else may add: the class of the nearest example. This file is all there is to it.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.VERY_LOW)
public final class NearestMethod implements FewShotMethod {

  private final int sharpness;

  /** With its usual options. */
  public NearestMethod() {
    this(100);
  }

  private NearestMethod(int sharpness) {
    this.sharpness = sharpness;
  }

  @Override
  public String name() {
    return "nearest";
  }

  @Override
  public String describe() {
    return "Takes the class of the nearest example.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption("sharpness", List.of("100", "10"), "How much nearer counts as nearest."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    return new NearestMethod(values.number("sharpness"));
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(name(), this::solve, support, standardiser);
  }

  private DualHead solve(Kernel kernel) {
    double[][] alpha = new double[kernel.size()][kernel.size()];
    double[] bias = new double[kernel.size()];
    for (int i = 0; i < bias.length; i++) {
      alpha[i][i] = 2 * sharpness;
      bias[i] = -sharpness * kernel.gram()[i][i];
    }
    return new DualHead(Combination.LOG_SUM_EXP, alpha, bias, kernel.labels());
  }
}
