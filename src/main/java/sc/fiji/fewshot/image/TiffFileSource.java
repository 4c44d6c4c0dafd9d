package sc.fiji.fewshot.image;

import java.awt.image.Raster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.FewShotException;

/**
 * A TIFF file read region by region, for images that do not fit into memory and for tiled or
 * compressed ones that ImageJ does not read. Pages of the first one's size are slices and channels;
 * smaller ones of the same shape after a single such page are coarser resolutions; others, such as
 * labels of slides, are passed over.
 */
final class TiffFileSource implements ImageSource {

  /** Sizes of resolutions are rounded. */
  private static final double SAME_SHAPE = 0.02;

  private final TiffPages pages;
  private final TiffDescription description;
  private final List<Integer> slicePages;
  private final List<Integer> levelPages;
  private final int level;

  private TiffFileSource(
      TiffPages pages,
      TiffDescription description,
      List<Integer> slicePages,
      List<Integer> levelPages,
      int level) {
    this.pages = pages;
    this.description = description;
    this.slicePages = slicePages;
    this.levelPages = levelPages;
    this.level = level;
  }

  /**
   * @param file a TIFF file
   * @return a source over it
   * @throws FewShotException if it is damaged or encoded in a way that Java does not read
   */
  static TiffFileSource open(Path file) {
    TiffPages pages = TiffPages.open(file);
    TiffPages.Size first = pages.sizes().get(0);
    List<Integer> slices = new ArrayList<>();
    List<Integer> levels = new ArrayList<>(List.of(0));
    for (int page = 0; page < pages.sizes().size(); page++) {
      TiffPages.Size size = pages.sizes().get(page);
      if (size.equals(first)) {
        slices.add(page);
      } else if (isCoarser(size, pages.sizes().get(levels.get(levels.size() - 1)), first)) {
        levels.add(page);
      }
    }
    checkEncoding(pages, slices);
    checkEncoding(pages, levels);
    return new TiffFileSource(
        pages,
        TiffDescription.read(pages.description(), slices.size()),
        slices,
        slices.size() == 1 ? levels : List.of(0),
        0);
  }

  private static void checkEncoding(TiffPages pages, List<Integer> which) {
    for (int page : which) {
      TiffEncoding encoding = pages.encodings().get(page);
      if (!encoding.isForJava()) {
        pages.close();
        throw new FewShotException(
            pages.file()
                + " is encoded in a way that cannot be read ("
                + encoding
                + "); save it uncompressed or as OME-Zarr, for instance from Fiji with"
                + " Bio-Formats.");
      }
    }
  }

  private static boolean isCoarser(
      TiffPages.Size size, TiffPages.Size before, TiffPages.Size first) {
    double x = (double) first.width() / size.width();
    double y = (double) first.height() / size.height();
    return size.width() < before.width() && Math.abs(x - y) <= SAME_SHAPE * x;
  }

  private TiffPages.Size size(int of) {
    return pages.sizes().get(levelPages.get(of));
  }

  @Override
  public String name() {
    return pages.file().getFileName().toString();
  }

  @Override
  public int width() {
    return size(level).width();
  }

  @Override
  public int height() {
    return size(level).height();
  }

  @Override
  public StackShape shape() {
    return description.shape();
  }

  @Override
  public int channels() {
    return pages.bands() > 1 ? pages.bands() : description.channels();
  }

  @Override
  public int bitDepth() {
    return pages.bitDepth();
  }

  @Override
  public boolean isRgb() {
    return pages.bands() == RgbImage.CHANNELS && pages.bitDepth() == Byte.SIZE;
  }

  @Override
  public PixelSize pixelSize() {
    return TiffCalibration.of(pages, description).coarser(downsampling());
  }

  @Override
  public List<ResolutionLevel> levels() {
    List<ResolutionLevel> levels = new ArrayList<>();
    for (int i = 0; i < levelPages.size(); i++) {
      levels.add(new ResolutionLevel(size(i).width(), size(i).height(), downsampling(i)));
    }
    return levels;
  }

  @Override
  public ImageSource atLevel(int other) {
    levelPages.get(other);
    return new TiffFileSource(pages, description, slicePages, levelPages, other);
  }

  @Override
  public double downsampling() {
    return downsampling(level);
  }

  private double downsampling(int of) {
    return (double) size(0).width() / size(of).width();
  }

  @Override
  public float[][] read(int slice, Box box) {
    int bands = pages.bands();
    int pagesASlice = bands > 1 ? 1 : description.channels();
    float[][] values = new float[channels()][];
    for (int i = 0; i < pagesASlice; i++) {
      int page = level > 0 ? levelPages.get(level) : slicePages.get(slice * pagesASlice + i);
      Raster raster = pages.read(page, box);
      for (int band = 0; band < bands; band++) {
        values[i + band] = raster.getSamples(0, 0, box.width(), box.height(), band, (float[]) null);
      }
    }
    return values;
  }

  @Override
  public void close() {
    pages.close();
  }
}
