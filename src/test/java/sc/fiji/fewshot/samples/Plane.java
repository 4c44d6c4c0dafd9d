package sc.fiji.fewshot.samples;

/** A grey image of floats. */
final class Plane {

  final int width;
  final int height;
  private final float[] values;

  Plane(int width, int height) {
    this.width = width;
    this.height = height;
    values = new float[width * height];
  }

  boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  /** The value at a pixel, or at the nearest one inside. */
  float get(int x, int y) {
    int column = Math.max(0, Math.min(width - 1, x));
    return values[Math.max(0, Math.min(height - 1, y)) * width + column];
  }

  void set(int x, int y, double value) {
    values[y * width + x] = (float) value;
  }

  /** Adds to a pixel; outside the image nothing happens. */
  void add(int x, int y, double value) {
    if (contains(x, y)) {
      values[y * width + x] += (float) value;
    }
  }

  /** Fades a pixel to a value; at weight 1 nothing of the old one is left. */
  void mix(int x, int y, double value, double weight) {
    float old = values[y * width + x];
    values[y * width + x] = (float) (old + (value - old) * weight);
  }

  /** Adds a dot between pixels to its four neighbours. */
  void splat(double x, double y, double value) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double fx = x - left;
    double fy = y - top;
    add(left, top, value * (1 - fx) * (1 - fy));
    add(left + 1, top, value * fx * (1 - fy));
    add(left, top + 1, value * (1 - fx) * fy);
    add(left + 1, top + 1, value * fx * fy);
  }

  /** The value between pixels. */
  double at(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double fx = x - left;
    double fy = y - top;
    double above = get(left, top) * (1 - fx) + get(left + 1, top) * fx;
    double below = get(left, top + 1) * (1 - fx) + get(left + 1, top + 1) * fx;
    return above * (1 - fy) + below * fy;
  }

  Plane plus(Plane other, double factor) {
    Plane sum = new Plane(width, height);
    for (int i = 0; i < values.length; i++) {
      sum.values[i] = (float) (values[i] + factor * other.values[i]);
    }
    return sum;
  }

  /** The same values shifted and scaled to mean 0 and standard deviation 1. */
  Plane standardised() {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    double deviation = Math.sqrt(squares / values.length - mean * mean);
    Plane result = new Plane(width, height);
    for (int i = 0; i < values.length; i++) {
      result.values[i] = (float) ((values[i] - mean) / deviation);
    }
    return result;
  }

  /** Convolves with a Gaussian. */
  Plane blurred(double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    double[] kernel = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      kernel[i] = StrictMath.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    for (int i = 0; i <= radius; i++) {
      kernel[i] /= sum;
    }
    return convolved(kernel, 1, 0).convolved(kernel, 0, 1);
  }

  private Plane convolved(double[] kernel, int dx, int dy) {
    Plane result = new Plane(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = kernel[0] * get(x, y);
        for (int i = 1; i < kernel.length; i++) {
          sum += kernel[i] * (get(x - i * dx, y - i * dy) + get(x + i * dx, y + i * dy));
        }
        result.set(x, y, sum);
      }
    }
    return result;
  }
}
