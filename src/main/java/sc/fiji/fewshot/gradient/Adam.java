package sc.fiji.fewshot.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1). The
 * engine's own keeps its moments outside of every manager, so that each refinement would leak them.
 */
public final class Adam {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final List<NDArray> parameters;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private int steps;

  /**
   * @param manager owns the moments
   * @param parameters that collect gradients
   */
  public Adam(NDManager manager, List<NDArray> parameters) {
    this.parameters = parameters;
    for (NDArray parameter : parameters) {
      means.add(manager.zeros(parameter.getShape()));
      squares.add(manager.zeros(parameter.getShape()));
    }
  }

  /**
   * @return for each parameter the running mean of its gradients, then for each that of their
   *     squares; the optimiser's own arrays
   */
  public List<NDArray> moments() {
    List<NDArray> moments = new ArrayList<>(means);
    moments.addAll(squares);
    return moments;
  }

  /**
   * Goes on with an interrupted course, whose moments have been put back.
   *
   * @param done steps
   */
  public void goOnAfter(int done) {
    steps = done;
  }

  /**
   * Sets all gradients to zero, those of half a step that failed.
   *
   * @param scope owns what is needed for a moment
   */
  public void forgetGradients(NDManager scope) {
    for (NDArray parameter : parameters) {
      if (parameter.hasGradient()) {
        NDArray gradient = parameter.getGradient();
        gradient.attach(scope);
        gradient.subi(gradient);
      }
    }
  }

  /**
   * Changes the parameters by their gradients and sets those to zero.
   *
   * @param scope owns what is needed for a moment
   * @param rate learning rate
   */
  public void step(NDManager scope, double rate) {
    steps++;
    float meanCorrection = (float) (1 - Math.pow(BETA1, steps));
    float squareCorrection = (float) (1 - Math.pow(BETA2, steps));
    for (int i = 0; i < parameters.size(); i++) {
      NDArray gradient = parameters.get(i).getGradient();
      gradient.attach(scope);
      NDArray mean = means.get(i);
      NDArray square = squares.get(i);
      mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
      square.muli(BETA2).addi(gradient.square().mul(1 - BETA2));
      gradient.subi(gradient);
      NDArray root = square.div(squareCorrection);
      root.attach(scope);
      NDArray change = mean.div(meanCorrection);
      change.attach(scope);
      // Threads that the engine did not start itself record gradients all the time, and what
      // records gradients cannot be changed in place.
      NDArray parameter = parameters.get(i);
      parameter.setRequiresGradient(false);
      parameter.subi(change.div(root.sqrt().add(EPSILON)).mul((float) rate));
      parameter.setRequiresGradient(true);
    }
  }
}
