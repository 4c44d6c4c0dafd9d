package sc.fiji.fewshot.learn;

/** Something to be minimised. */
@FunctionalInterface
interface Objective {

  /**
   * @param x where
   * @param gradient receives the gradient there; its old content does not matter
   * @return the value there
   */
  double at(double[] x, double[] gradient);
}
