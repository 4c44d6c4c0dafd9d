package sc.fiji.fewshot.evaluate.forest;

import java.util.Arrays;

/**
 * One channel of an image, or what a filter made of it. Beyond its border it goes on as in a
 * mirror.
 *
 * @param width columns
 * @param height rows
 * @param values row by row
 */
record Plane(int width, int height, float[] values) {

  /** Beyond this many deviations a Gaussian is as good as 0. */
  private static final double REACH = 3;

  /** Smoothed by a Gaussian of some standard deviation, pixels. */
  Plane gaussian(double sigma) {
    int radius = (int) Math.ceil(REACH * sigma);
    double[] kernel = new double[2 * radius + 1];
    for (int i = 0; i < kernel.length; i++) {
      double x = (i - radius) / sigma;
      kernel[i] = Math.exp(-x * x / 2);
    }
    double sum = Arrays.stream(kernel).sum();
    Arrays.setAll(kernel, i -> kernel[i] / sum);
    return convolvedAlongRows(kernel).transposed().convolvedAlongRows(kernel).transposed();
  }

  private Plane convolvedAlongRows(double[] kernel) {
    int radius = kernel.length / 2;
    float[] out = new float[values.length];
    float[] line = new float[width + 2 * radius];
    for (int y = 0; y < height; y++) {
      // With the mirrored ends copied out, the inner loop is plain arithmetic.
      for (int i = 0; i < line.length; i++) {
        line[i] = at(i - radius, y);
      }
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
          sum += kernel[i] * line[x + i];
        }
        out[y * width + x] = (float) sum;
      }
    }
    return new Plane(width, height, out);
  }

  private Plane transposed() {
    float[] out = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[x * height + y] = values[y * width + x];
      }
    }
    return new Plane(height, width, out);
  }

  /** The value there, beyond the border that of the mirrored place. */
  float at(int x, int y) {
    return values[mirrored(y, height) * width + mirrored(x, width)];
  }

  private static int mirrored(int place, int length) {
    int period = 2 * length;
    int within = Math.floorMod(place, period);
    return within < length ? within : period - 1 - within;
  }

  /** The slope along x, by central differences. */
  Plane slopeX() {
    return map((x, y) -> (at(x + 1, y) - at(x - 1, y)) / 2);
  }

  /** The slope along y, by central differences. */
  Plane slopeY() {
    return map((x, y) -> (at(x, y + 1) - at(x, y - 1)) / 2);
  }

  /** This times another one, pixel by pixel. */
  Plane times(Plane other) {
    return map((x, y) -> at(x, y) * other.at(x, y));
  }

  /** This less another one, pixel by pixel. */
  Plane minus(Plane other) {
    return map((x, y) -> at(x, y) - other.at(x, y));
  }

  /** A value from a place. */
  @FunctionalInterface
  interface AtPlace {
    float value(int x, int y);
  }

  Plane map(AtPlace function) {
    float[] out = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = function.value(x, y);
      }
    }
    return new Plane(width, height, out);
  }
}
