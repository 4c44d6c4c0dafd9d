package sc.fiji.fewshot.session.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.session.SessionState;

class AutosaveTest {

  private static final long PATIENCE = 60_000;
  private static final ImageReference IMAGE = MadeSessions.IMAGE;

  @TempDir private Path folder;
  private final List<String> problems = new CopyOnWriteArrayList<>();

  @Test
  void aChangeIsFoundOnReopeningTheImage() throws Exception {
    assertTrue(Autosave.find(folder, IMAGE).isEmpty());
    try (Autosave autosave = autosave(IMAGE)) {
      autosave.changed(MadeSessions.state(2));
      Instant limit = Instant.now().plusMillis(PATIENCE);
      while (Autosave.find(folder, IMAGE).isEmpty() && Instant.now().isBefore(limit)) {
        Thread.sleep(20);
      }
    }
    Autosave.Found found = Autosave.find(folder, IMAGE).orElseThrow();
    assertEquals(new SavedSession(IMAGE, MadeSessions.state(2)), found.session());
    assertTrue(Duration.between(found.saved(), Instant.now()).toSeconds() < 60);
    assertTrue(Autosave.find(folder, moved("/data/Gewebe ü.tif", "ff")).isEmpty(), "other pixels");
    found.discard();
    assertTrue(Autosave.find(folder, IMAGE).isEmpty());
  }

  @Test
  void changesThatFollowEachOtherAreWrittenOnceAndClosingWritesTheLast() throws Exception {
    Autosave autosave = autosave(IMAGE);
    SessionState state = MadeSessions.state(0);
    for (int i = 0; i < 50; i++) {
      state = state.withMarks(List.of(MadeSessions.box(i)));
      autosave.changed(state);
    }
    autosave.close();
    assertTrue(autosave.awaitEnd(PATIENCE));
    assertEquals(state, Autosave.find(folder, IMAGE).orElseThrow().session().state());
    autosave.changed(MadeSessions.state(0));
    autosave.discard();
    autosave.close();
    assertEquals(state, Autosave.find(folder, IMAGE).orElseThrow().session().state());
    assertEquals(List.of(), problems);
  }

  @Test
  void discardedItIsGoneUntilTheNextChange() throws Exception {
    try (Autosave autosave = autosave(IMAGE)) {
      autosave.changed(MadeSessions.state(1));
      assertTrue(autosave.awaitWritten(PATIENCE));
      assertEquals(1, files());
      autosave.changed(MadeSessions.state(2));
      autosave.discard();
      assertTrue(autosave.awaitWritten(PATIENCE));
      assertEquals(0, files());
      autosave.changed(MadeSessions.state(3));
      assertTrue(autosave.awaitWritten(PATIENCE));
      assertEquals(
          MadeSessions.state(3), Autosave.find(folder, IMAGE).orElseThrow().session().state());
      // Nothing decided is nothing to come back to.
      autosave.changed(SessionState.empty());
      assertTrue(autosave.awaitWritten(PATIENCE));
      assertEquals(0, files());
    }
  }

  @Test
  void theSameImageElsewhereIsFoundAfterTheOneInPlace() throws Exception {
    ImageReference copy = moved("/data/copy.tif", IMAGE.pixels());
    try (Autosave here = autosave(IMAGE);
        Autosave there = autosave(copy)) {
      there.changed(MadeSessions.state(2));
      assertTrue(there.awaitWritten(PATIENCE));
      assertEquals(
          MadeSessions.state(2), Autosave.find(folder, IMAGE).orElseThrow().session().state());
      here.changed(MadeSessions.state(1));
      assertTrue(here.awaitWritten(PATIENCE));
    }
    assertEquals(
        MadeSessions.state(1), Autosave.find(folder, IMAGE).orElseThrow().session().state());
    assertEquals(
        MadeSessions.state(2), Autosave.find(folder, copy).orElseThrow().session().state());
    // A damaged one does not hide the other.
    Files.writeString(Autosave.find(folder, IMAGE).orElseThrow().file(), "damaged");
    assertEquals(
        MadeSessions.state(2), Autosave.find(folder, IMAGE).orElseThrow().session().state());
  }

  @Test
  void whatNobodyCameBackForIsTakenAwayAfterThirtyDays() throws Exception {
    Path old = aged("old" + SessionFile.EXTENSION, 31);
    Path half = aged(".half" + SessionFile.EXTENSION + ".part", 31);
    Path recent = aged("recent" + SessionFile.EXTENSION, 29);
    Path other = aged("letter.txt", 400);
    try (Autosave autosave = autosave(IMAGE)) {
      assertTrue(autosave.awaitWritten(PATIENCE));
    }
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(half));
    assertTrue(Files.exists(recent));
    assertTrue(Files.exists(other));
  }

  @Test
  void troubleIsToldOnceUntilItIsOver() throws Exception {
    Path blocked = folder.resolve("blocked");
    Files.writeString(blocked, "a file where the folder should be");
    try (Autosave autosave = new Autosave(blocked, IMAGE, problems::add)) {
      for (int i = 0; i < 3; i++) {
        autosave.changed(MadeSessions.state(i));
        assertTrue(autosave.awaitWritten(PATIENCE));
      }
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.get(0).contains("cannot be written"), problems.get(0));
      Files.delete(blocked);
      autosave.changed(MadeSessions.state(5));
      assertTrue(autosave.awaitWritten(PATIENCE));
      assertEquals(
          MadeSessions.state(5), Autosave.find(blocked, IMAGE).orElseThrow().session().state());
    }
  }

  @RepeatedTest(3)
  void whatWasSavedSurvivesThatTheProgramIsKilled() throws Exception {
    Path told = folder.resolve("told.txt");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                MarkingProgram.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(told.toFile())
            .start();
    try {
      Instant limit = Instant.now().plusMillis(PATIENCE);
      while (safe(told) < 40) {
        assertTrue(Instant.now().isBefore(limit), "saved " + safe(told));
        Thread.sleep(5);
      }
    } finally {
      // It is saving again at this moment.
      program.destroyForcibly().waitFor();
    }
    int safe = safe(told);
    SessionState found = Autosave.find(folder, IMAGE).orElseThrow().session().state();
    int marks = found.marks().size();
    assertTrue(marks == safe || marks == safe + 1, marks + " marks, of which safe: " + safe);
    SessionState expected = MadeSessions.state(0);
    for (int number = 0; number < marks - 1; number++) {
      expected = expected.withMarks(List.of(MadeSessions.box(number)));
    }
    assertEquals(expected, found);
  }

  /** The last whole number of those that the program told. */
  private static int safe(Path told) throws IOException {
    String text = Files.readString(told);
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    String last = lines[lines.length - 1];
    return last.isEmpty() ? 0 : Integer.parseInt(last);
  }

  private Autosave autosave(ImageReference image) {
    return new Autosave(folder, image, problems::add);
  }

  private static ImageReference moved(String path, String pixels) {
    return new ImageReference(
        Optional.of(path),
        IMAGE.title(),
        IMAGE.width(),
        IMAGE.height(),
        IMAGE.shape(),
        IMAGE.channels(),
        IMAGE.bitDepth(),
        pixels);
  }

  private Path aged(String name, int days) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "anything");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    return file;
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
