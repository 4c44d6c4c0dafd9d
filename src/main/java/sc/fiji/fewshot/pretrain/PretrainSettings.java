package sc.fiji.fewshot.pretrain;

/**
 * What a training run may be told. The same settings and images give the same course, up to the
 * rounding of the engine's threads.
 *
 * @param steps number of updates
 * @param batch images a step, each in two views
 * @param imageSide images are kept in memory at this width and height, pixels
 * @param viewSide crops given to the network, a multiple of 32, pixels
 * @param learningRate the largest; rises over the first steps, then falls to 0 along a cosine
 * @param distillationWeight weight of staying near the initial network, against telling views apart
 * @param labelWeight weight of bringing classes together, against telling views apart
 * @param seed of all random choices
 */
public record PretrainSettings(
    int steps,
    int batch,
    int imageSide,
    int viewSide,
    double learningRate,
    double distillationWeight,
    double labelWeight,
    long seed) {

  /** Settings that take about an hour on two processor cores. */
  public static PretrainSettings usual() {
    return new PretrainSettings(2900, 32, 128, 96, 2.5e-4, 1.5, 0.1, 0);
  }
}
