package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;

/**
 * The ways in which pixels become embeddings when classifying.
 *
 * @param workers to run on
 * @param pooled whether the backbone yields no maps, so that {@code dense} cannot be used
 * @param dense for many patches of a slice
 * @param single for a patch on its own, with its surroundings
 * @param whole for a whole image
 */
record PatchEncoders(
    WorkerPool workers,
    boolean pooled,
    DenseEncoder dense,
    PatchEncoder single,
    PatchEncoder whole) {

  /** A patch that is encoded on its own, with its surroundings, network pixels. */
  static final int SINGLE_SIDE = InputSpec.NETWORK_SIDE + 2 * InputSpec.MARGIN;

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run on; stay the caller's
   * @param cache keeps feature maps
   */
  static PatchEncoders of(Backbone backbone, WorkerPool workers, FeatureCache cache) {
    return new PatchEncoders(
        workers,
        backbone.info().pooled(),
        new DenseEncoder(backbone, workers, cache, InputSpec.NETWORK_SIDE),
        new PatchEncoder(backbone, workers, InputSpec.MARGIN),
        new PatchEncoder(backbone, workers));
  }
}
