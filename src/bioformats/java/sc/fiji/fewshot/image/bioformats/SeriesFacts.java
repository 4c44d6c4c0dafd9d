package sc.fiji.fewshot.image.bioformats;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import loci.formats.FormatTools;
import loci.formats.IFormatReader;
import loci.formats.meta.MetadataRetrieve;
import ome.units.UNITS;
import ome.units.quantity.Length;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.ResolutionLevel;
import sc.fiji.fewshot.image.SampleType;
import sc.fiji.fewshot.image.StackShape;

/**
 * What one image of a file is like.
 *
 * @param name what to call it
 * @param series its number in the file
 * @param levels its resolutions, the finest first
 * @param shape its slices
 * @param channels how many there are
 * @param inPlane how many of them are in one plane; 3 for RGB
 * @param type of the values
 * @param pixelSize at the finest resolution
 */
record SeriesFacts(
    String name,
    int series,
    List<ResolutionLevel> levels,
    StackShape shape,
    int channels,
    int inPlane,
    SampleType type,
    PixelSize pixelSize) {

  /** Pictures of the glass slide; what is written on its label may be the name of a patient. */
  private static final Pattern NO_SPECIMEN =
      Pattern.compile("\\b(label|macro|overview|thumbnail)\\b", Pattern.CASE_INSENSITIVE);

  /**
   * @param reader of a file
   * @return the series that show a specimen: at least the first
   */
  static List<Integer> specimens(IFormatReader reader) {
    MetadataRetrieve metadata = (MetadataRetrieve) reader.getMetadataStore();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < reader.getSeriesCount(); i++) {
      reader.setSeries(i);
      String name = metadata.getImageName(i);
      boolean picture =
          reader.isThumbnailSeries() || (name != null && NO_SPECIMEN.matcher(name).find());
      if (i == 0 || !picture) {
        found.add(i);
      }
    }
    return found;
  }

  static SeriesFacts of(String name, IFormatReader reader, int series) {
    reader.setSeries(series);
    List<ResolutionLevel> levels = new ArrayList<>();
    for (int i = 0; i < reader.getResolutionCount(); i++) {
      reader.setResolution(i);
      double first = i == 0 ? reader.getSizeX() : levels.get(0).width();
      levels.add(
          new ResolutionLevel(reader.getSizeX(), reader.getSizeY(), first / reader.getSizeX()));
    }
    reader.setResolution(0);
    String type = FormatTools.getPixelTypeString(reader.getPixelType());
    return new SeriesFacts(
        name,
        series,
        levels,
        new StackShape(reader.getSizeZ(), reader.getSizeT()),
        reader.getSizeC(),
        reader.getRGBChannelCount(),
        SampleType.named(type.equals("float") ? "float32" : type.equals("double") ? "float64" : type)
            .orElseThrow(
                () ->
                    new FewShotException(
                        name + " holds values of type " + type + ", which cannot be used.")),
        pixelSize((MetadataRetrieve) reader.getMetadataStore(), series));
  }

  private static PixelSize pixelSize(MetadataRetrieve metadata, int series) {
    double x = micrometres(metadata.getPixelsPhysicalSizeX(series));
    double y = micrometres(metadata.getPixelsPhysicalSizeY(series));
    double z = micrometres(metadata.getPixelsPhysicalSizeZ(series));
    return x > 0 && y > 0
        ? new PixelSize(x, y, z > 0 ? z : 1, "\u00b5m")
        : PixelSize.UNCALIBRATED;
  }

  private static double micrometres(Length length) {
    Number value = length == null ? null : length.value(UNITS.MICROMETER);
    return value == null ? 0 : value.doubleValue();
  }
}
