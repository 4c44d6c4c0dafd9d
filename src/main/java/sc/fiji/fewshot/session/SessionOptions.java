package sc.fiji.fewshot.session;

import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Rejection;

/**
 * How to learn and to predict.
 *
 * @param method name of the few-shot method
 * @param patch side of a patch, image pixels; 0 until the first mark tells it
 * @param stride from one patch to the next, image pixels; 0 for a quarter of the patch
 * @param backbone name or path of the backbone
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param adaptation of the backbone to the marks; {@code NONE} leaves it to the method
 * @param augmentation how strongly the views of examples vary
 * @param rejection how readily what resembles no mark is called unknown
 */
public record SessionOptions(
    String method,
    int patch,
    int stride,
    String backbone,
    String device,
    Adaptation adaptation,
    Augmentation augmentation,
    Rejection rejection) {

  /** The patch as long as nothing is marked, image pixels. */
  public static final int USUAL_PATCH = 64;

  private static final int STRIDES_A_PATCH = 4;

  /** Checks the sizes. */
  public SessionOptions {
    if (patch != 0 && (patch < InputSpec.SMALLEST_PATCH || patch > InputSpec.LARGEST_PATCH)) {
      throw new FewShotException(
          "The patch must be from %d to %d pixels, not %d."
              .formatted(InputSpec.SMALLEST_PATCH, InputSpec.LARGEST_PATCH, patch));
    }
    int side = patch == 0 ? USUAL_PATCH : patch;
    if (stride < 0 || stride > side) {
      throw new FewShotException(
          "The stride must be from 1 to the patch size (%d), not %d; larger ones would leave pixels unseen."
              .formatted(side, stride));
    }
  }

  /**
   * @return automatic choices throughout
   */
  public static SessionOptions usual() {
    return new SessionOptions(
        "auto",
        0,
        0,
        Backbones.EMBEDDED,
        "auto",
        Adaptation.NONE,
        Augmentation.LIGHT,
        Rejection.USUAL);
  }

  /**
   * @return the patch to use, image pixels
   */
  public int patchSide() {
    return patch == 0 ? USUAL_PATCH : patch;
  }

  /**
   * @return the stride to use, image pixels
   */
  public int strideLength() {
    return stride == 0 ? Math.max(1, patchSide() / STRIDES_A_PATCH) : stride;
  }

  /**
   * @param side of a patch, image pixels; 0 for automatic
   * @return these options with that patch; a stride that no longer fits becomes automatic
   */
  public SessionOptions withPatch(int side) {
    int fitting = stride > (side == 0 ? USUAL_PATCH : side) ? 0 : stride;
    return new SessionOptions(
        method, side, fitting, backbone, device, adaptation, augmentation, rejection);
  }

  /**
   * @param length from one patch to the next, image pixels; 0 for automatic
   * @return these options with that stride
   * @throws FewShotException if it is longer than a patch
   */
  public SessionOptions withStride(int length) {
    return new SessionOptions(
        method, patch, length, backbone, device, adaptation, augmentation, rejection);
  }

  /**
   * @param name name or path of a backbone
   * @param where {@code auto}, {@code cpu} or {@code gpu}
   * @return these options with that backbone on that device
   */
  public SessionOptions withBackbone(String name, String where) {
    return new SessionOptions(
        method, patch, stride, name, where, adaptation, augmentation, rejection);
  }

  /**
   * @param name of a few-shot method
   * @return these options with that method
   */
  public SessionOptions withMethod(String name) {
    return new SessionOptions(
        name, patch, stride, backbone, device, adaptation, augmentation, rejection);
  }

  /**
   * @param other what of the backbone is adapted to the marks
   * @return these options with that
   */
  public SessionOptions withAdaptation(Adaptation other) {
    return new SessionOptions(
        method, patch, stride, backbone, device, other, augmentation, rejection);
  }

  /**
   * @param other how strongly the views of examples vary
   * @return these options with that
   */
  public SessionOptions withAugmentation(Augmentation other) {
    return new SessionOptions(
        method, patch, stride, backbone, device, adaptation, other, rejection);
  }

  /**
   * @param other how readily what resembles no mark is called unknown
   * @return these options with that
   */
  public SessionOptions withRejection(Rejection other) {
    return new SessionOptions(
        method, patch, stride, backbone, device, adaptation, augmentation, other);
  }

  /**
   * @return what of the backbone is adapted: what was asked for, else what the method adapts itself
   */
  public Adaptation adapting() {
    return adaptation == Adaptation.NONE ? FewShotMethods.parse(method).adaptation() : adaptation;
  }

  /**
   * @return what a training with these options is told
   */
  TrainingSettings trainingSettings() {
    return TrainingSettings.usual()
        .withMethod(method)
        .withPatch(patchSide())
        .with(adapting())
        .with(augmentation)
        .with(rejection);
  }
}
