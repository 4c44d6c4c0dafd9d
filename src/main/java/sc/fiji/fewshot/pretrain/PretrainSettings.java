package sc.fiji.fewshot.pretrain;

/**
 * What a training run may be told. The same settings and images give the same course, up to the
 * rounding of the engine's threads.
 *
 * @param steps number of updates
 * @param batch images a step; a multiple of the classes and views is not needed
 * @param imageSide images are kept in memory at this width and height, pixels
 * @param viewSide crops given to the network, a multiple of 32, pixels
 * @param learningRate at the start; falls to 0 along a cosine
 * @param episodeWeight weight of the prototypical loss against the distillation loss
 * @param seed of all random choices
 */
public record PretrainSettings(
    int steps,
    int batch,
    int imageSide,
    int viewSide,
    double learningRate,
    double episodeWeight,
    long seed) {

  /** Settings that take about half an hour on two processor cores. */
  public static PretrainSettings usual() {
    return new PretrainSettings(1200, 48, 112, 96, 1e-4, 0.3, 0);
  }
}
