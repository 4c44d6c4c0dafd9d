package sc.fiji.fewshot.session.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.session.SessionState;

class SessionFileTest {

  @TempDir private Path folder;

  @Test
  void whatIsReadIsWhatWasWritten() {
    SavedSession saved = new SavedSession(MadeSessions.IMAGE, MadeSessions.state(7));
    assertEquals(saved, SessionFile.read(write(saved)));
  }

  @Test
  void aSessionWithoutMarksOrImageFileSurvivesToo() {
    ImageReference unsaved =
        new ImageReference(
            Optional.empty(), "Untitled", 5, 4, MadeSessions.IMAGE.shape(), 3, 8, "ab");
    SavedSession saved = new SavedSession(unsaved, SessionState.empty());
    assertEquals(saved, SessionFile.read(write(saved)));
  }

  @Test
  void theSameSessionGivesTheSameBytes() throws Exception {
    SavedSession saved = new SavedSession(MadeSessions.IMAGE, MadeSessions.state(3));
    byte[] first = Files.readAllBytes(write(saved));
    // Zips have times to two seconds.
    Thread.sleep(2100);
    byte[] second =
        Files.readAllBytes(write(SessionFile.read(folder.resolve("a" + SessionFile.EXTENSION))));
    assertArrayEquals(first, second);
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    change("fewshot-session 1.0", "fewshot-session 2.3");
    String message = refusal();
    assertTrue(message.contains("was written by a newer version (format 2.3"), message);
    assertTrue(message.contains("update Few-Shot"), message);
  }

  @Test
  void aLaterMinorVersionIsRead() throws IOException {
    change("fewshot-session 1.0", "fewshot-session 1.7");
    assertEquals(MadeSessions.state(1), SessionFile.read(file()).state());
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    String[][] changes = {
      {"\"slice\": 4", "\"slice\": 6"},
      {"\"slice\": 4", "\"slice\": -1"},
      {"\"slice\": 4", "\"slice\": \"four\""},
      {"\"className\": \"Stroma ü\"", "\"className\": \"other\""},
      {"\"name\": \"Stroma ü\"", "\"name\": \"tumour \\\"a\\\" <b>\""},
      {"\"name\": \"box 0\",", ""},
      {"\"width\": 640", "\"width\": 110"},
      {"\"colour\": \"#", "\"colour\": \"##"},
      {"\"bounds\": [\n        100,", "\"bounds\": [\n        2147483640,"},
      {"\"bounds\": [\n        100,", "\"bounds\": [\n        -1,"},
      {"\"runs\": [", "\"runs\": [700, 1,"},
      {"\"runs\": [", "\"runs\": [-1, 1,"},
      {"\"runs\": [", "\"runs\": [3,"},
      {"\"classes\"", "\"klasses\""},
      {"\"options\"", "\"opt\""},
      {"\"depth\": 3", "\"depth\": 0"},
      {"\"pixels\"", "\"pix\""},
    };
    for (String[] change : changes) {
      change(change[0], change[1]);
      String message = refusal();
      assertTrue(message.contains("is refused: its "), change[1] + ": " + message);
      assertTrue(message.contains("use another copy of it or mark anew."), message);
      assertFalse(message.contains("\n"), "one sentence");
    }
  }

  @Test
  void optionsThatAreNoneAreRefused() throws IOException {
    for (String[] change :
        new String[][] {{"\"patch\": 40", "\"patch\": 3"}, {"last-stage", "magic"}}) {
      change(change[0], change[1]);
      String message = refusal();
      assertTrue(message.contains("its options are none of this program's"), message);
    }
  }

  @Test
  void oddEntriesAreRefused() throws IOException {
    for (String name : new String[] {"../evil", "rois/a.roi", "rois/1.roi/x", "notes.txt"}) {
      Map<String, byte[]> entries = entries();
      entries.put(name, new byte[1]);
      zip(entries);
      assertTrue(refusal().contains("it holds '" + name + "', which does not belong"), name);
    }
  }

  @Test
  void missingDamagedAndOversizedEntriesAreRefused() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove("rois/2.roi");
    zip(entries);
    assertTrue(refusal().contains("it holds no rois/2.roi"), refusal());
    entries.put("rois/2.roi", new byte[100]);
    zip(entries);
    assertTrue(refusal().contains("its parts do not fit each other"), refusal());
    entries.put("rois/2.roi", new byte[(16 << 20) + 1]);
    zip(entries);
    assertTrue(refusal().contains("its rois/2.roi is larger than any session's"), refusal());
    entries.remove("session.json");
    zip(entries);
    assertTrue(refusal().contains("it holds no session.json"), refusal());
    Files.writeString(file(), "no zip at all");
    assertTrue(refusal().contains("it is no zip file"), refusal());
    Files.delete(file());
    assertTrue(refusal().startsWith("There is no session file"), refusal());
  }

  private Path file() {
    return folder.resolve("a" + SessionFile.EXTENSION);
  }

  private Path write(SavedSession saved) {
    SessionFile.write(file(), saved);
    return file();
  }

  private String refusal() {
    return assertThrows(FewShotException.class, () -> SessionFile.read(file())).getMessage();
  }

  private Map<String, byte[]> entries() throws IOException {
    write(new SavedSession(MadeSessions.IMAGE, MadeSessions.state(1)));
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file().toFile())) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private void zip(Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private void change(String from, String to) throws IOException {
    Map<String, byte[]> entries = entries();
    String json = new String(entries.get("session.json"), StandardCharsets.UTF_8);
    assertTrue(json.contains(from), from + " in " + json);
    entries.put("session.json", json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    zip(entries);
  }
}
