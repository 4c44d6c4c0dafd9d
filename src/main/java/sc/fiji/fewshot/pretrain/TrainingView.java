package sc.fiji.fewshot.pretrain;

import java.util.random.RandomGenerator;

/**
 * A random square crop of a training image with a right-angle turn or flip, once as it is (for the
 * teacher) and once with changed colours (for the student).
 */
final class TrainingView {

  private TrainingView() {}

  /**
   * @param pixels interleaved RGB bytes of a square image
   * @param from side of that image
   * @param side side of the views
   * @param random the source of chance
   * @param clean receives the crop, {@code 3 * side * side} values 0 to 1 from {@code offset} on
   * @param jittered receives the same crop with other brightness, contrast, gamma and colour
   *     balance
   * @param offset where to write in both
   */
  static void write(
      byte[] pixels,
      int from,
      int side,
      RandomGenerator random,
      float[] clean,
      float[] jittered,
      int offset) {
    double crop = from * (0.75 + 0.25 * random.nextDouble());
    double left = (from - crop) * random.nextDouble();
    double top = (from - crop) * random.nextDouble();
    int turn = random.nextInt(8);
    float[] gain = new float[3];
    float[] shift = new float[3];
    float contrast = (float) (0.75 + 0.5 * random.nextDouble());
    float brightness = (float) (0.2 * (random.nextDouble() - 0.5));
    for (int c = 0; c < 3; c++) {
      gain[c] = contrast * (float) (0.9 + 0.2 * random.nextDouble());
      shift[c] = brightness + (float) (0.08 * (random.nextDouble() - 0.5));
    }
    double gamma = Math.exp(0.5 * (random.nextDouble() - 0.5));
    float grey = random.nextDouble() < 0.2 ? random.nextFloat() : 0;
    float[] power = new float[256];
    for (int i = 0; i < power.length; i++) {
      power[i] = (float) Math.pow(i / 255.0, gamma);
    }
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int u = (turn & 1) == 0 ? x : side - 1 - x;
        int v = (turn & 2) == 0 ? y : side - 1 - y;
        int sx = (int) (left + ((turn & 4) == 0 ? u : v) * crop / side);
        int sy = (int) (top + ((turn & 4) == 0 ? v : u) * crop / side);
        int source = 3 * (sy * from + sx);
        int target = offset + 3 * (y * side + x);
        float luma = 0;
        for (int c = 0; c < 3; c++) {
          int value = pixels[source + c] & 0xff;
          clean[target + c] = value / 255f;
          jittered[target + c] = (power[value] - 0.5f) * gain[c] + 0.5f + shift[c];
          luma += jittered[target + c] / 3;
        }
        for (int c = 0; c < 3; c++) {
          float mixed = jittered[target + c] * (1 - grey) + luma * grey;
          jittered[target + c] = Math.min(1f, Math.max(0f, mixed));
        }
      }
    }
  }
}
