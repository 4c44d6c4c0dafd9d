package sc.fiji.fewshot.batch;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.fewshot.EnumWord;
import sc.fiji.fewshot.FewShotException;

/** A file that may be written for an image besides its table. */
public enum ResultKind {
  /** Class numbers at the size of the image, a TIFF. */
  LABELS,
  /** Probabilities, one pixel a patch, a TIFF. */
  PROBABILITIES,
  /** The image with its coloured overlay, a TIFF for ImageJ. */
  OVERLAY,
  /** Slices beside themselves coloured by class, a PNG. */
  PICTURE,
  /** Outlines of the classes, GeoJSON for QuPath. */
  GEOJSON;

  /** The word for all of them. */
  public static final String ALL = "all";

  /** The word for none of them. */
  public static final String NONE = "none";

  /**
   * @param words kinds in lower case, separated by commas; {@value #ALL} or {@value #NONE}
   * @return the kinds
   * @throws FewShotException if there is no such kind
   */
  public static Set<ResultKind> parse(String words) {
    String list = words.strip().toLowerCase(Locale.ROOT);
    Set<ResultKind> kinds = EnumSet.noneOf(ResultKind.class);
    if (list.equals(ALL)) {
      return EnumSet.allOf(ResultKind.class);
    }
    if (list.equals(NONE)) {
      return kinds;
    }
    for (String word : list.split(",")) {
      kinds.add(
          Set.of(values()).stream()
              .filter(kind -> kind.word().equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new FewShotException(
                          "The results must be some of labels, probabilities, overlay, picture and"
                              + " geojson, or all or none, not '%s'.".formatted(word.strip()))));
    }
    return kinds;
  }

  /**
   * @param kinds any
   * @return words that {@link #parse} takes
   */
  public static String words(Set<ResultKind> kinds) {
    return kinds.isEmpty()
        ? NONE
        : EnumSet.copyOf(kinds).stream().map(ResultKind::word).collect(Collectors.joining(","));
  }

  private String word() {
    return EnumWord.of(this);
  }
}
