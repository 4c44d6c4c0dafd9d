package sc.fiji.fewshot.image.bioformats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import loci.formats.FormatException;
import loci.formats.IFormatReader;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.ResolutionLevel;
import sc.fiji.fewshot.image.SampleType;
import sc.fiji.fewshot.image.StackShape;

/** One image of a file at one of its resolutions, of which only regions are read. */
final class BioFormatsImage implements ImageSource {

  private static final int RGB = 3;

  private final ReaderPool readers;
  private final SeriesFacts facts;
  private final int level;

  BioFormatsImage(ReaderPool readers, SeriesFacts facts, int level) {
    this.readers = readers;
    this.facts = facts;
    this.level = level;
  }

  @Override
  public String name() {
    return facts.name();
  }

  @Override
  public int width() {
    return facts.levels().get(level).width();
  }

  @Override
  public int height() {
    return facts.levels().get(level).height();
  }

  @Override
  public StackShape shape() {
    return facts.shape();
  }

  @Override
  public int channels() {
    return facts.channels();
  }

  @Override
  public int bitDepth() {
    return facts.type().bitDepth();
  }

  @Override
  public boolean isRgb() {
    return facts.channels() == RGB && facts.inPlane() == RGB && facts.type() == SampleType.UINT8;
  }

  @Override
  public PixelSize pixelSize() {
    return facts.pixelSize().coarser(downsampling());
  }

  @Override
  public List<ResolutionLevel> levels() {
    return facts.levels();
  }

  @Override
  public ImageSource atLevel(int other) {
    facts.levels().get(other);
    return new BioFormatsImage(readers, facts, other);
  }

  @Override
  public double downsampling() {
    return facts.levels().get(level).downsampling();
  }

  @Override
  public float[][] read(int slice, Box box) {
    return readers.use(reader -> read(reader, slice, box));
  }

  private float[][] read(IFormatReader reader, int slice, Box box)
      throws FormatException, IOException {
    reader.setSeries(facts.series());
    reader.setResolution(level);
    int count = Math.toIntExact(box.area());
    float[][] values = new float[facts.channels()][count];
    for (int first = 0; first < facts.channels(); first += facts.inPlane()) {
      int plane =
          reader.getIndex(shape().z(slice), first / facts.inPlane(), shape().t(slice));
      byte[] bytes = reader.openBytes(plane, box.x(), box.y(), box.width(), box.height());
      ByteBuffer samples =
          ByteBuffer.wrap(bytes)
              .order(reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      for (int c = 0; c < facts.inPlane(); c++) {
        boolean interleaved = reader.isInterleaved();
        facts
            .type()
            .read(
                samples,
                interleaved ? c : c * count,
                interleaved ? facts.inPlane() : 1,
                values[first + c],
                0,
                count);
      }
    }
    return values;
  }

  @Override
  public void close() {
    readers.close();
  }
}
