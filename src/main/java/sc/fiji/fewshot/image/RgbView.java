package sc.fiji.fewshot.image;

import java.util.Arrays;

/**
 * An image as three channels from 0 to 1, at any scale. It may be read from several threads at
 * once.
 *
 * @param image to read
 * @param mapping its channels and fixed ranges, as {@link IntensityMapping#resolve} gives them
 */
public record RgbView(ImageSource image, IntensityMapping mapping) {

  /** Most pixels that are read from the image at a time: some 50 MB on the way. */
  static final long LARGEST_READ = 2 << 20;

  /** Checks that the ranges are known. */
  public RgbView {
    if (mapping.perImage()) {
      throw new IllegalArgumentException("resolve the mapping for this image first");
    }
  }

  /**
   * @param scale scaled pixels an image pixel
   * @return columns at that scale
   */
  public int width(double scale) {
    return scaled(image.width(), scale);
  }

  /**
   * @param scale scaled pixels an image pixel
   * @return rows at that scale
   */
  public int height(double scale) {
    return scaled(image.height(), scale);
  }

  private static int scaled(int size, double scale) {
    return (int) Math.max(1, Math.round(size * scale));
  }

  /**
   * Reads a region. A pixel of a given slice and scale is the same to the bit whichever box it is
   * read with.
   *
   * @param slice 0-based
   * @param scale scaled pixels an image pixel
   * @param box in scaled pixels; what lies beyond the image is filled by mirroring
   * @return the pixels there
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be read or are NaN
   */
  public RgbImage read(int slice, double scale, Box box) {
    int[] xs = mirrored(box.x(), box.width(), width(scale));
    int[] ys = mirrored(box.y(), box.height(), height(scale));
    int left = min(xs);
    int top = min(ys);
    AxisResampling columns = AxisResampling.of(left, max(xs) + 1, scale, image.width());
    AxisResampling rows = AxisResampling.of(top, max(ys) + 1, scale, image.height());
    Box needed =
        new Box(
            columns.start(),
            rows.start(),
            columns.end() - columns.start(),
            rows.end() - rows.start());
    if ((long) needed.width() * needed.height() > LARGEST_READ && box.height() > 1) {
      int upper = box.height() / 2;
      Box above = new Box(box.x(), box.y(), box.width(), upper);
      Box below = new Box(box.x(), box.y() + upper, box.width(), box.height() - upper);
      return join(read(slice, scale, above), read(slice, scale, below));
    }
    float[] values = mapping.apply(image.read(slice, needed), image.name());
    RgbImage inside =
        Resampler.resample(
            new RgbImage(needed.width(), needed.height(), values),
            needed.x(),
            needed.y(),
            columns,
            rows);
    return gather(inside, xs, left, ys, top);
  }

  /**
   * Reads a whole slice for people to look at: from a coarser resolution, where the image is stored
   * in one that suffices.
   *
   * @param slice 0-based
   * @param scale scaled pixels an image pixel, at most 1
   * @return {@link #width} x {@link #height} pixels at that scale
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be read or are NaN
   */
  public RgbImage overview(int slice, double scale) {
    double coarsest = image.downsampling() / scale;
    int level = 0;
    for (int i = 0; i < image.levels().size(); i++) {
      double downsampling = image.levels().get(i).downsampling();
      level = downsampling <= coarsest ? i : level;
    }
    ImageSource coarse =
        image.levels().get(level).downsampling() > image.downsampling()
            ? image.atLevel(level)
            : image;
    RgbView view = new RgbView(coarse, mapping);
    double rest = scale * coarse.downsampling() / image.downsampling();
    RgbImage read = view.read(slice, rest, new Box(0, 0, view.width(rest), view.height(rest)));
    // Sizes of levels are rounded.
    return read.width() == width(scale) && read.height() == height(scale)
        ? read
        : Resampler.resize(read, width(scale), height(scale));
  }

  private static RgbImage join(RgbImage above, RgbImage below) {
    float[] out = Arrays.copyOf(above.rgb(), above.rgb().length + below.rgb().length);
    System.arraycopy(below.rgb(), 0, out, above.rgb().length, below.rgb().length);
    return new RgbImage(above.width(), above.height() + below.height(), out);
  }

  private static RgbImage gather(RgbImage inside, int[] xs, int left, int[] ys, int top) {
    float[] out = new float[3 * xs.length * ys.length];
    int at = 0;
    for (int y : ys) {
      int row = (y - top) * inside.width();
      for (int x : xs) {
        System.arraycopy(inside.rgb(), 3 * (row + x - left), out, at, 3);
        at += 3;
      }
    }
    return new RgbImage(xs.length, ys.length, out);
  }

  private static int[] mirrored(int from, int count, int size) {
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = Mirror.index(from + i, size);
    }
    return indices;
  }

  private static int min(int[] values) {
    int min = values[0];
    for (int value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  private static int max(int[] values) {
    int max = values[0];
    for (int value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
