package sc.fiji.fewshot.batch.input;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageFiles;

/**
 * The images of a job, each with the name under which its results are kept.
 *
 * @param inputs by name, no two of which differ by upper and lower case only
 * @param passedOver images that were looked for, too, but have the names of results of others
 */
public record InputList(List<Input> inputs, List<Path> passedOver) {

  /** What the names of a job's own files begin with. */
  public static final String RESERVED = "fewshot-";

  /**
   * Finds images.
   *
   * @param words files, folders of images, folders that are one image, or patterns such as {@code
   *     slides/*.tif} and <code>slides/&#42;&#42;/*.png</code>
   * @param recursive whether folders within folders are looked into
   * @param out folder of the results, in which no image is looked for
   * @return their images, all series of a file that holds several; results of an image that lies in
   *     a folder within a given one go to a folder of the same name
   * @throws FewShotException if there are none, none of those named exists, or two would write the
   *     same results
   */
  public static InputList of(List<String> words, boolean recursive, Path out) {
    Set<Input> inputs = new LinkedHashSet<>();
    List<Path> passedOver = new ArrayList<>();
    for (String word : words) {
      find(word, recursive, out, passedOver).forEach(input -> inputs.addAll(input.allSeries()));
    }
    if (inputs.isEmpty()) {
      throw new FewShotException(
          "There are no images in %s; give files or folders that hold some%s."
              .formatted(
                  String.join(", ", words),
                  recursive ? "" : ", or look into folders within folders, too (recursive)"));
    }
    if (inputs.stream().allMatch(InputList::isMissing)) {
      throw new FewShotException(
          "There is nothing at %s; check the spelling.".formatted(String.join(", ", words)));
    }
    List<Input> sorted = new ArrayList<>(inputs);
    sorted.sort(Comparator.comparing(Input::name));
    checkNames(sorted);
    return new InputList(List.copyOf(sorted), List.copyOf(passedOver));
  }

  /** A link that leads nowhere was found by a search, not mistyped. */
  private static boolean isMissing(Input input) {
    return !input.where().isWeb() && Files.notExists(input.path(), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * @param word of a user
   * @return whether it is a pattern of file names
   */
  public static boolean isPattern(String word) {
    return Pattern.isPattern(word);
  }

  private static List<Input> find(String word, boolean recursive, Path out, List<Path> passedOver) {
    if (Pattern.isPattern(word)) {
      Pattern pattern = Pattern.parse(word);
      ImageSearch search = new ImageSearch(pattern.folder(), out);
      List<Input> found = search.all(pattern.recursive());
      search.passedOver().stream().filter(pattern::matches).forEach(passedOver::add);
      return found.stream().filter(input -> pattern.matches(input.path())).toList();
    }
    Path path = Path.of(word);
    if (Files.isDirectory(path) && !ImageFiles.isImageFolder(path)) {
      ImageSearch search = new ImageSearch(path, out);
      List<Input> found = search.all(recursive);
      passedOver.addAll(search.passedOver());
      return found;
    }
    return List.of(
        new Input(
            path, 0, ImageSearch.name(path, path.toAbsolutePath().normalize().getFileName())));
  }

  private static void checkNames(List<Input> inputs) {
    // Some file systems do not tell upper from lower case.
    Map<String, Input> names = new HashMap<>();
    for (Input input : inputs) {
      Input other = names.put(input.name().toLowerCase(Locale.ROOT), input);
      if (other != null) {
        throw new FewShotException(
            "%s and %s would both write '%s.csv'; classify them into two folders, or choose one kind"
                    .formatted(other.path(), input.path(), input.name())
                + " of file with a pattern such as *.tif.");
      }
      if (input.name().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
        throw new FewShotException(
            "The results of %s would get a name that a job keeps for itself ('%s...'); rename the image."
                .formatted(input.path(), RESERVED));
      }
    }
  }
}
