package sc.fiji.fewshot.augment;

/** The range 0 to 1 that every channel of an {@link sc.fiji.fewshot.image.RgbImage} keeps to. */
final class UnitRange {

  private UnitRange() {}

  /**
   * @param value any number
   * @return the nearest number from 0 to 1
   */
  static float clip(double value) {
    return (float) Math.max(0, Math.min(1, value));
  }
}
