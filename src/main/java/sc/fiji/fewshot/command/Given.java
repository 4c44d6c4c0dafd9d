package sc.fiji.fewshot.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/** Files among the parameters. */
final class Given {

  private Given() {}

  /**
   * @param file a parameter; an empty field of a dialog gives one without a name
   * @return its path, if there is one
   */
  static Optional<Path> path(File file) {
    return file == null || file.getPath().isBlank() ? Optional.empty() : Optional.of(file.toPath());
  }

  /**
   * @param file a parameter
   * @param name of the parameter
   * @param what it has to be
   * @return its path
   * @throws FewShotException if none was given
   */
  static Path required(File file, String name, String what) {
    return path(file).orElseThrow(() -> new FewShotException("Give " + what + " (" + name + ")."));
  }

  /**
   * @param file to be written
   * @param overwrite whether it may be replaced
   * @throws FewShotException if it is there and must stay
   */
  static void checkNew(Path file, boolean overwrite) {
    if (Files.exists(file) && !overwrite) {
      throw new FewShotException(
          file + " exists; choose another name (output), or replace it (overwrite).");
    }
  }
}
