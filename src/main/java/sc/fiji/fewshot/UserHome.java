package sc.fiji.fewshot;

import java.nio.file.Path;
import java.util.Map;

/** The user's home folder, which containers may lack. */
public final class UserHome {

  private UserHome() {}

  /**
   * @return the folder that Java names, or else the variable {@code HOME}, or else the root of the
   *     file system, as is usual for users whom the system does not know; it may not exist, and be
   *     impossible to write
   */
  public static Path folder() {
    return folder(System.getProperty("user.home", ""), System.getenv());
  }

  /**
   * Has libraries, which ask Java, use the same folder; they would make one of the name "?" in the
   * current one. To be called before any of them.
   */
  public static void tellJava() {
    System.setProperty("user.home", folder().toString());
  }

  static Path folder(String named, Map<String, String> environment) {
    // Java calls the home of an unknown user "?", which would be one in the current folder.
    if (Path.of(named).isAbsolute()) {
      return Path.of(named);
    }
    Path home = Path.of(environment.getOrDefault("HOME", ""));
    return home.isAbsolute() ? home : Path.of("/").toAbsolutePath();
  }
}
