package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  private static final Path HOME = Path.of("home");

  @Test
  void eachSystemHasItsOwn() {
    assertEquals(Path.of("home", ".cache", "fewshot"), CacheFolder.of(Map.of(), "Linux", HOME));
    assertEquals(
        Path.of("x", "fewshot"), CacheFolder.of(Map.of("XDG_CACHE_HOME", "x"), "Linux", HOME));
    assertEquals(
        Path.of("home", "Library", "Caches", "fewshot"),
        CacheFolder.of(Map.of(), "Mac OS X", HOME));
    assertEquals(
        Path.of("local", "fewshot", "cache"),
        CacheFolder.of(Map.of("LOCALAPPDATA", "local"), "Windows 11", HOME));
  }

  @Test
  void theVariableOverridesAll() {
    assertEquals(
        Path.of("mine"),
        CacheFolder.of(
            Map.of("FEWSHOT_CACHE", "mine", "LOCALAPPDATA", "local"), "Windows 11", HOME));
  }
}
