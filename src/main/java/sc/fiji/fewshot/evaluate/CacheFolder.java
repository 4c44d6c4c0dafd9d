package sc.fiji.fewshot.evaluate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import sc.fiji.fewshot.UserHome;

/** Where a user's caches belong on each system. */
public final class CacheFolder {

  /** The environment variable that overrides all else. */
  public static final String VARIABLE = "FEWSHOT_CACHE";

  private CacheFolder() {}

  /**
   * @return this user's cache folder of this program; it may not exist yet
   */
  public static Path usual() {
    return of(System.getenv(), System.getProperty("os.name"), UserHome.folder());
  }

  static Path of(Map<String, String> environment, String system, Path home) {
    String chosen = environment.getOrDefault(VARIABLE, "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path base = local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local);
      return base.resolve("fewshot").resolve("cache");
    }
    if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("fewshot");
    }
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (base.isEmpty() ? home.resolve(".cache") : Path.of(base)).resolve("fewshot");
  }
}
