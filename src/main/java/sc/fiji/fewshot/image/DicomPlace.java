package sc.fiji.fewshot.image;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a DICOM slice says of its place in the series.
 *
 * @param series unique name of the series
 * @param number in the order in which the scanner counts its images
 * @param depth along the normal of the slices, mm, by the position of the patient
 * @param location along some axis, mm, where there is no position
 */
record DicomPlace(
    Optional<String> series, OptionalDouble number, OptionalDouble depth, OptionalDouble location) {

  /**
   * @param tags header of the slice
   * @return its place
   */
  static DicomPlace of(DicomTags tags) {
    Optional<double[]> position = tags.numbers(DicomTags.POSITION, 3);
    double[] o = tags.numbers(DicomTags.ORIENTATION, 6).orElse(new double[] {1, 0, 0, 0, 1, 0});
    double[] normal = {
      o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]
    };
    OptionalDouble depth =
        position.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                position.get()[0] * normal[0]
                    + position.get()[1] * normal[1]
                    + position.get()[2] * normal[2]);
    return new DicomPlace(
        tags.text(DicomTags.SERIES),
        tags.number(DicomTags.INSTANCE_NUMBER),
        depth,
        tags.number(DicomTags.SLICE_LOCATION));
  }

  /**
   * How to sort a series: by the scanner's numbers, as ImageJ does, if these follow the positions
   * or there are none; else by the positions; else by the locations.
   *
   * @param places of all slices
   * @return the order, by which slices of no known place are equal
   */
  static Comparator<DicomPlace> order(List<DicomPlace> places) {
    boolean numbered = areDistinct(places, DicomPlace::number);
    if (areDistinct(places, DicomPlace::depth)) {
      return numbered && isMonotonic(places) ? by(DicomPlace::number) : by(DicomPlace::depth);
    }
    return numbered || !areDistinct(places, DicomPlace::location)
        ? by(DicomPlace::number)
        : by(DicomPlace::location);
  }

  private static Comparator<DicomPlace> by(Function<DicomPlace, OptionalDouble> key) {
    return Comparator.comparingDouble(p -> key.apply(p).orElse(Double.POSITIVE_INFINITY));
  }

  private static boolean areDistinct(
      List<DicomPlace> places, Function<DicomPlace, OptionalDouble> key) {
    long known = places.stream().map(key).filter(OptionalDouble::isPresent).distinct().count();
    return known == places.size();
  }

  private static boolean isMonotonic(List<DicomPlace> places) {
    double[] depths =
        places.stream()
            .sorted(by(DicomPlace::number))
            .mapToDouble(p -> p.depth().getAsDouble())
            .toArray();
    int rises = 0;
    for (int i = 1; i < depths.length; i++) {
      rises += depths[i] > depths[i - 1] ? 1 : 0;
    }
    return rises == 0 || rises == depths.length - 1;
  }
}
