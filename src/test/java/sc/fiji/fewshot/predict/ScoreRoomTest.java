package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

class ScoreRoomTest {

  private static final long MANY = Runtime.getRuntime().maxMemory();

  @TempDir private Path folder;

  private static Scores filled(ScoreRoom room) {
    Scores part = Scores.empty(3, 2, ScoreRoom.HEAP);
    part.set(0, new double[] {0.2, 0.7, 0.1}, 1.5);
    part.set(1, new double[] {0.5, 0.5, 0}, 0.25);
    Scores scores = Scores.empty(3, 5, room);
    scores.paste(part, 0, 3, 2);
    scores.paste(part, 1, 0, 1);
    return scores;
  }

  @Test
  void manyScoresAreInAFileThatVanishes() throws IOException {
    ScoreRoom room = ScoreRoom.of(MANY, folder.resolve("scratch"));
    Scores scores = filled(room);
    assertTrue(scores.novelties().isDirect(), "not in the heap");
    assertEquals(filled(ScoreRoom.HEAP), scores);
    assertEquals(1, scores.label(3));
    assertEquals(0.5f, scores.confidence(0));
    assertEquals(1.5f, scores.novelty(3));
    try (Stream<Path> files = Files.list(folder.resolve("scratch"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void fewScoresNeedNoFile() {
    assertSame(ScoreRoom.HEAP, ScoreRoom.of(1000, folder.resolve("none")));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void tooManyAreRefused() {
    ScoreRoom room = ScoreRoom.of(MANY, folder);
    FewShotException refusal =
        assertThrows(FewShotException.class, () -> Scores.empty(2, 600_000_000, room));
    assertTrue(refusal.getMessage().contains("(stride)"), refusal.getMessage());
    assertThrows(FewShotException.class, () -> Scores.empty(5, 600_000_000, room));
  }
}
