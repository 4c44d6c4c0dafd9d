package sc.fiji.fewshot.image;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The header of a DICOM file as ImageJ keeps it.
 *
 * @param header lines of a tag's number, its name, a colon and its value
 */
record DicomTags(String header) {

  static final String MODALITY = "0008,0060";
  static final String SERIES = "0020,000E";
  static final String INSTANCE_NUMBER = "0020,0013";
  static final String POSITION = "0020,0032";
  static final String ORIENTATION = "0020,0037";
  static final String SLICE_LOCATION = "0020,1041";
  static final String WINDOW_CENTRE = "0028,1050";
  static final String WINDOW_WIDTH = "0028,1051";
  static final String RESCALE_INTERCEPT = "0028,1052";
  static final String RESCALE_SLOPE = "0028,1053";

  private static final List<String> KEPT = List.of(MODALITY, WINDOW_CENTRE, WINDOW_WIDTH);

  /**
   * @param image that may or may not be of a DICOM file
   * @return its header
   */
  static DicomTags of(ImagePlus image) {
    // Stacks keep it below the first line of each label; whichever slice is shown, one is asked.
    String label = image.getStack().getSliceLabel(1);
    String header = label != null && label.indexOf('\n') > 0 ? label : image.getInfoProperty();
    return new DicomTags(header == null ? "" : header);
  }

  Optional<String> text(String tag) {
    return header
        .lines()
        .filter(line -> line.startsWith(tag) && line.indexOf(':') > 0)
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(value -> !value.isEmpty());
  }

  /** The numbers of a tag, or nothing if there are not that many. */
  Optional<double[]> numbers(String tag, int count) {
    try {
      return text(tag)
          .map(t -> Stream.of(t.split("\\\\")).mapToDouble(Double::parseDouble).toArray())
          .filter(n -> n.length == count);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  OptionalDouble number(String tag) {
    Optional<double[]> one = numbers(tag, 1);
    return one.isPresent() ? OptionalDouble.of(one.get()[0]) : OptionalDouble.empty();
  }

  double number(String tag, double otherwise) {
    return number(tag).orElse(otherwise);
  }

  /** The part of the header that tells how to look at the image and nothing else. */
  String kept() {
    return KEPT.stream()
        .flatMap(tag -> text(tag).map(value -> tag + "  : " + value + "\n").stream())
        .collect(Collectors.joining());
  }

  /** The window that the file says it is to be looked at in; of a CT it is Hounsfield's units. */
  Optional<DisplayWindow> window() {
    OptionalDouble centre = number(WINDOW_CENTRE);
    double width = number(WINDOW_WIDTH, 0);
    if (centre.isEmpty() || !(width >= 1)) {
      return Optional.empty();
    }
    return Optional.of(
        new DisplayWindow(
            (float) (centre.getAsDouble() - width / 2),
            (float) (centre.getAsDouble() + width / 2),
            text(MODALITY).filter("CT"::equals).isPresent()));
  }
}
