package sc.fiji.fewshot.image.zarr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.ResolutionLevel;
import sc.fiji.fewshot.image.SampleType;
import sc.fiji.fewshot.image.StackShape;

/** One image of an OME-Zarr at one of its resolutions. */
final class ZarrImage implements ImageSource {

  private static final int RGB = 3;
  private static final List<String> RGB_COLOURS = List.of("FF0000", "00FF00", "0000FF");
  private static final Map<String, String> SYMBOLS =
      Map.of("micrometer", "\u00b5m", "nanometer", "nm", "millimeter", "mm", "centimeter", "cm");

  private final String name;
  private final Multiscale multiscale;
  private final List<ZarrArray> arrays;
  private final int level;

  /**
   * @param name what to call it
   * @param multiscale what its metadata say
   * @param arrays its resolutions, the finest first
   * @param level which of them this is
   */
  ZarrImage(String name, Multiscale multiscale, List<ZarrArray> arrays, int level) {
    this.name = name;
    this.multiscale = multiscale;
    this.arrays = arrays;
    this.level = level;
  }

  private static int size(ZarrArray array, int axis) {
    return axis < 0 ? 1 : array.spec().shape()[axis];
  }

  private int size(String axis) {
    return size(arrays.get(level), multiscale.axis(axis));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int width() {
    return size("x");
  }

  @Override
  public int height() {
    return size("y");
  }

  @Override
  public StackShape shape() {
    return new StackShape(size("z"), size("t"));
  }

  @Override
  public int channels() {
    return size("c");
  }

  @Override
  public int bitDepth() {
    return arrays.get(level).spec().type().bitDepth();
  }

  /** Three channels of bytes, unless they are said to be of other colours. */
  @Override
  public boolean isRgb() {
    return channels() == RGB
        && arrays.get(level).spec().type() == SampleType.UINT8
        && (multiscale.colours().isEmpty() || multiscale.colours().equals(RGB_COLOURS));
  }

  @Override
  public PixelSize pixelSize() {
    int x = multiscale.axis("x");
    int z = multiscale.axis("z");
    String unit = multiscale.units().get(x);
    if (unit.isBlank()) {
      return PixelSize.UNCALIBRATED;
    }
    double[] scale = multiscale.datasets().get(level).scale();
    return new PixelSize(
        scale[x],
        scale[multiscale.axis("y")],
        z < 0 ? 1 : scale[z],
        SYMBOLS.getOrDefault(unit, unit));
  }

  @Override
  public List<ResolutionLevel> levels() {
    List<ResolutionLevel> levels = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      levels.add(
          new ResolutionLevel(
              size(arrays.get(i), multiscale.axis("x")),
              size(arrays.get(i), multiscale.axis("y")),
              downsampling(i)));
    }
    return levels;
  }

  @Override
  public ImageSource atLevel(int other) {
    arrays.get(other);
    return new ZarrImage(name, multiscale, arrays, other);
  }

  @Override
  public double downsampling() {
    return downsampling(level);
  }

  /** By the metadata, or where they say nothing by the sizes, which are rounded. */
  private double downsampling(int of) {
    int x = multiscale.axis("x");
    double told =
        multiscale.datasets().get(of).scale()[x] / multiscale.datasets().get(0).scale()[x];
    double sizes = (double) size(arrays.get(0), x) / size(arrays.get(of), x);
    return of > 0 && told == 1 ? sizes : told;
  }

  @Override
  public float[][] read(int slice, Box box) {
    int[] at = new int[multiscale.axes().size()];
    set(at, "z", shape().z(slice));
    set(at, "t", shape().t(slice));
    float[][] values = new float[channels()][];
    for (int c = 0; c < values.length; c++) {
      set(at, "c", c);
      values[c] = arrays.get(level).plane(at, multiscale.axis("y"), multiscale.axis("x"), box);
    }
    return values;
  }

  private void set(int[] at, String axis, int index) {
    int number = multiscale.axis(axis);
    if (number >= 0) {
      at[number] = index;
    }
  }

  @Override
  public void close() {
    // Nothing stays open between two reads.
  }
}
