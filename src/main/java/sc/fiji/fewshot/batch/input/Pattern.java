package sc.fiji.fewshot.batch.input;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;
import sc.fiji.fewshot.FewShotException;

/**
 * A pattern of file names as shells know it: {@code *} and {@code ?} within a name, <code>**&#47;
 * </code> for any folders or none, {@code [a-c]} and <code>{tif,png}</code>.
 *
 * @param folder without wildcards, to which the pattern is relative
 * @param matcher of what follows
 * @param recursive whether it may match in folders within that folder
 */
record Pattern(Path folder, PathMatcher matcher, boolean recursive) {

  private static final String WILDCARDS = "*?[{";

  /**
   * @param word of a user
   * @return whether it is a pattern; a file that is there by that very name is none
   */
  static boolean isPattern(String word) {
    return firstWildcard(word) < word.length() && !exists(word);
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static int firstWildcard(String word) {
    int i = 0;
    while (i < word.length() && WILDCARDS.indexOf(word.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  /**
   * @param word a pattern
   * @return what it means
   * @throws FewShotException if it is none, or its folder is not there
   */
  static Pattern parse(String word) {
    String slashed = word.replace(java.io.File.separatorChar, '/');
    int cut = slashed.lastIndexOf('/', firstWildcard(slashed)) + 1;
    Path folder = Path.of(cut == 0 ? "." : slashed.substring(0, cut));
    String relative = slashed.substring(cut);
    if (!Files.isDirectory(folder)) {
      throw new FewShotException(
          "There is no folder " + folder + " (of the pattern " + word + ").");
    }
    try {
      // "**/" stands for no folder, too.
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + relative.replace("**/", "{**/,}"));
      return new Pattern(folder, matcher, relative.contains("/") || relative.contains("**"));
    } catch (PatternSyntaxException e) {
      throw new FewShotException(
          "'%s' is no pattern of file names; use *, ?, ** and {tif,png}.".formatted(word), e);
    }
  }

  /**
   * @param path of a file in the folder
   * @return whether it is meant
   */
  boolean matches(Path path) {
    return matcher.matches(folder.relativize(path));
  }
}
