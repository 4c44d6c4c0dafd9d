package sc.fiji.fewshot.backbone;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A backbone that the catalogue knows, as it stands there.
 *
 * @param name what to give as {@code --backbone}; lower-case letters, digits, {@code . _ -}
 * @param source {@code embedded}, a URI of DJL's model zoo ({@code djl://...}) or of a folder like
 *     it ({@code file:...}), an address to download from ({@code https://...}), or the section of
 *     the documentation that says how to make it
 * @param licence of the weights
 * @param bytes size of the file; 0 if unknown
 * @param input what it takes, in words
 * @param stages its feature maps; none if it yields a pooled embedding
 * @param pooledLength length of its pooled embedding; 0 if it yields maps
 * @param sha256 of the file, lower-case hexadecimal; empty where the source itself checks the file
 * @param trainedOn images, in words
 * @param devAccuracy measured mean accuracy on the project's development sets, fractions by number
 *     of shots; empty if not measured
 * @param mean subtracted from each channel first, three values; null for none
 * @param deviation by which each channel is divided then, three values; null for none
 */
public record CatalogueEntry(
    String name,
    String source,
    String licence,
    long bytes,
    String input,
    List<BackboneInfo.Stage> stages,
    int pooledLength,
    String sha256,
    String trainedOn,
    Map<String, Double> devAccuracy,
    float[] mean,
    float[] deviation) {

  /** How to come by it. */
  public enum Kind {
    /** It is in the program. */
    EMBEDDED,
    /** DJL loads it and keeps it in a cache of its own. */
    ZOO,
    /** It is downloaded into the user's folder. */
    DOWNLOAD,
    /** The user makes it, as the documentation says. */
    RECIPE
  }

  /** Checks the fields and fills in those that may be left out. */
  public CatalogueEntry {
    require(name != null && name.matches("[a-z0-9][a-z0-9._-]*"), "the name '" + name + "'");
    require(source != null && !source.isBlank(), name + " without a source");
    require(licence != null && !licence.isBlank(), name + " without a licence");
    require(bytes >= 0, name + " of " + bytes + " bytes");
    input = input == null ? "" : input;
    stages = stages == null ? List.of() : List.copyOf(stages);
    require(
        stages.isEmpty() != (pooledLength == 0),
        name + " without stages or a pooledLength, or both");
    sha256 = sha256 == null ? "" : sha256.toLowerCase(Locale.ROOT);
    require(sha256.matches("([0-9a-f]{64})?"), name + " with the SHA-256 '" + sha256 + "'");
    trainedOn = trainedOn == null ? "" : trainedOn;
    devAccuracy = devAccuracy == null ? Map.of() : Map.copyOf(devAccuracy);
    require(
        devAccuracy.keySet().stream().allMatch(k -> k.matches("[1-9][0-9]{0,3}")),
        name + " with accuracies for other than numbers of shots");
    require((mean == null) == (deviation == null), name + " with half a scaling");
    require(
        mean == null || mean.length == 3 && deviation.length == 3,
        name + " with a scaling of other than three channels");
    if (kindOf(source) == Kind.DOWNLOAD) {
      require(!sha256.isEmpty() && bytes > 0, name + " without SHA-256 and bytes of its file");
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  private static Kind kindOf(String source) {
    if (source.equals(Backbones.EMBEDDED)) {
      return Kind.EMBEDDED;
    }
    if (source.startsWith("djl:") || source.startsWith("file:")) {
      return Kind.ZOO;
    }
    return source.startsWith("https:") || source.startsWith("http:") ? Kind.DOWNLOAD : Kind.RECIPE;
  }

  /**
   * @return how to come by it
   */
  public Kind kind() {
    return kindOf(source);
  }

  /**
   * @return what it yields, in words
   */
  public String output() {
    if (pooledLength > 0) {
      return "one embedding of " + pooledLength;
    }
    return stages.stream()
        .map(s -> Integer.toString(s.stride()))
        .collect(Collectors.joining(", ", "maps of strides ", ""));
  }

  /**
   * @return size in words, such as {@code 4.3 MB}
   */
  public String size() {
    return bytes == 0 ? "?" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  InputScaling scaling() {
    return mean == null ? InputScaling.NONE : new InputScaling(mean, deviation);
  }

  /** The name of its file in the user's folder. */
  String fileName() {
    boolean safetensors =
        Optional.ofNullable(URI.create(source).getPath())
            .filter(p -> p.endsWith(".safetensors"))
            .isPresent();
    return name + (safetensors ? ".safetensors" : ".pt");
  }
}
