package sc.fiji.fewshot.ui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks the user; on the event thread, and returns when he has answered. */
public interface Asking {

  /** What to do with work that is not saved. */
  enum Answer {
    /** Save it. */
    SAVE,
    /** Drop it. */
    DISCARD,
    /** Go back to it. */
    CANCEL
  }

  /**
   * A kind of file.
   *
   * @param key of its texts: {@code .files} for its name, {@code .save} and {@code .open} for
   *     titles
   * @param extension what the names of such files end with, with the dot
   */
  record FileKind(String key, String extension) {}

  /**
   * @param key of the texts: {@code .title}, {@code .question}, {@code .yes} and {@code .no}
   * @param values for the placeholders of the question
   * @return whether he says yes; closing the question means no
   */
  boolean agrees(String key, Object... values);

  /**
   * @param image name of the image that he worked on
   * @param mayCancel whether he can go back
   * @return what to do with unsaved work; if he cannot go back, closing the question means to save
   *     it
   */
  Answer unsaved(String image, boolean mayCancel);

  /**
   * @param key of the texts: {@code .title} and {@code .question}
   * @param first what is suggested
   * @param values for the placeholders of the question
   * @return the number; empty if he cancels
   */
  OptionalDouble number(String key, double first, Object... values);

  /**
   * @param key of the texts: {@code .title} and {@code .question}
   * @param choices to choose from, at least one
   * @return index of the chosen one; empty if he cancels
   */
  Optional<Integer> choose(String key, List<String> choices);

  /**
   * @param kind of file
   * @param name that is suggested, with its extension
   * @return the file to write, which may exist; empty if he cancels
   */
  Optional<Path> fileToWrite(FileKind kind, String name);

  /**
   * @param kind of file
   * @return the file to read; empty if he cancels
   */
  Optional<Path> fileToRead(FileKind kind);

  /**
   * Asks for a file to write, and again before one is replaced.
   *
   * @param kind of file
   * @param name that is suggested, without its extension
   * @return the file, whose name has the right extension; empty if he cancels
   */
  default Optional<Path> newFile(FileKind kind, String name) {
    Optional<Path> chosen =
        fileToWrite(kind, name + kind.extension())
            .map(
                file ->
                    file.toString().endsWith(kind.extension())
                        ? file
                        : file.resolveSibling(file.getFileName() + kind.extension()));
    boolean free =
        chosen
            .filter(java.nio.file.Files::exists)
            .map(file -> agrees("file.exists", file.getFileName()))
            .orElse(true);
    return free ? chosen : newFile(kind, name);
  }

  /**
   * Tells him something when there is no window any more.
   *
   * @param sentence to tell
   */
  void say(String sentence);
}
