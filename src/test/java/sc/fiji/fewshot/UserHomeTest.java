package sc.fiji.fewshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserHomeTest {

  private static final Path ROOT = Path.of("/").toAbsolutePath();

  @Test
  void itIsWhatJavaKnows() {
    String known = ROOT.resolve("home").resolve("anna").toString();
    assertEquals(Path.of(known), UserHome.folder(known, Map.of("HOME", ROOT.toString())));
  }

  @Test
  void anUnknownUserHasThatOfTheEnvironmentOrTheRoot() {
    Path named = ROOT.resolve("work");
    assertEquals(named, UserHome.folder("?", Map.of("HOME", named.toString())));
    assertEquals(ROOT, UserHome.folder("?", Map.of()));
    assertEquals(ROOT, UserHome.folder("", Map.of("HOME", "?")));
  }
}
