package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;

class DownloadTest {

  private static final int SIZE = 300_000;

  @TempDir private Path folder;

  private final byte[] content = new byte[SIZE];
  private FileServer server;
  private Path target;
  private Path part;

  @BeforeEach
  void serve() {
    new Random(3).nextBytes(content);
    server = new FileServer(content);
    target = folder.resolve("new").resolve("file.pt");
    part = folder.resolve("new").resolve("file.pt.part");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Download download(String path) {
    return download(server.uri(path), Sha256.of(content), SIZE);
  }

  private Download download(URI source, String sha256, long bytes) {
    return download(source, sha256, bytes, Duration.ofSeconds(30));
  }

  private Download download(URI source, String sha256, long bytes, Duration timeout) {
    return new Download(source, target, bytes, sha256, timeout);
  }

  private void assertArrived() throws IOException {
    assertArrayEquals(content, Files.readAllBytes(target));
    try (var files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList(), "nothing else is left");
    }
  }

  private String refusal(Download download) {
    FewShotException e = assertThrows(FewShotException.class, () -> download.run(Progress.NONE));
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertFalse(Files.exists(target));
    return e.getMessage();
  }

  @Test
  void arrivesWithProgress() throws IOException {
    List<Double> heard = new ArrayList<>();
    download("/file.pt").run(heard::add);
    assertArrived();
    assertEquals(1, heard.get(heard.size() - 1));
    assertEquals(heard.stream().sorted().toList(), heard);
    assertEquals(List.of("all"), server.requests());
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws IOException {
    server.breakOff(5, 50_000);
    download("/file.pt").run(Progress.NONE);
    assertArrived();
    assertEquals(6, server.requests().size());
    assertEquals("bytes=50000-", server.requests().get(1));
    assertEquals("bytes=250000-", server.requests().get(5));
  }

  @Test
  void goesOnAfterGivingUp() throws IOException {
    server.breakOff(3, 0);
    assertTrue(refusal(download("/file.pt")).contains("goes on where it stopped"));
    assertEquals(3, server.requests().size());
    Progress cancel =
        fraction -> {
          throw new CancellationException();
        };
    assertThrows(CancellationException.class, () -> download("/file.pt").run(cancel));
    long kept = Files.size(part);
    assertTrue(kept > 0 && kept < SIZE);
    download("/file.pt").run(Progress.NONE);
    assertArrived();
    assertEquals("bytes=" + kept + "-", server.requests().get(4));
  }

  @Test
  void startsAnewWhereTheServerKnowsNoRangesOrHasAnotherFile() throws IOException {
    server.breakOff(1, 70_000);
    server.ignoreRanges();
    download("/file.pt").run(Progress.NONE);
    assertArrived();
    assertEquals(2, server.requests().size());

    Files.delete(target);
    Files.write(part, new byte[1000]);
    Files.writeString(folder.resolve("new").resolve("file.pt.part-version"), "\"one\"");
    server.changeTag();
    download("/file.pt").run(Progress.NONE);
    assertArrived();
  }

  @Test
  void anotherHashIsDeletedAndSaid() {
    String lie = "0".repeat(64);
    String message = refusal(download(server.uri("/file.pt"), lie, SIZE));
    assertTrue(message.contains("SHA-256"), message);
    assertFalse(Files.exists(part));
  }

  @Test
  void partOfAnotherFileCostsOneFailureOnly() throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[1000]);
    assertTrue(refusal(download("/file.pt")).contains("SHA-256"));
    download("/file.pt").run(Progress.NONE);
    assertArrived();
  }

  @Test
  void moreThanStatedIsNotKept() throws IOException {
    String message = refusal(download(server.uri("/file.pt"), Sha256.of(content), 100_000));
    assertTrue(message.contains("larger than the 100000 bytes"), message);
    assertEquals(0, Files.size(part));
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    assertTrue(refusal(download("/loop")).contains("redirects more than 5 times"));
    assertTrue(refusal(download("/nowhere")).contains("redirects"));
    download("/to-file").run(Progress.NONE);
    assertArrived();
  }

  @Test
  void redirectsKeepToWhatIsSafe() {
    URI secure = URI.create("https://example.org/a/b.pt");
    assertEquals(URI.create("https://example.org/a/c.pt"), Download.next(secure, "c.pt"));
    assertEquals(URI.create("https://example.net/"), Download.next(secure, "https://example.net/"));
    for (String unsafe : List.of("http://example.org/b.pt", "file:///etc/passwd", "ftp://a/b")) {
      assertThrows(FewShotException.class, () -> Download.next(secure, unsafe));
    }
    URI plain = URI.create("http://example.org/b.pt");
    assertEquals(secure, Download.next(plain, secure.toString()));
    assertThrows(FewShotException.class, () -> Download.next(plain, "file:///etc/passwd"));
  }

  @Test
  void refusalsOfTheServerAreSaidAtOnce() {
    String missing = refusal(download("/missing"));
    assertTrue(missing.contains("404") && missing.contains("catalogue"), missing);
    String broken = refusal(download("/broken"));
    assertTrue(broken.contains("500") && broken.contains("later"), broken);
  }

  @Test
  void silenceAndAbsenceEndInOneSentence() {
    Download silent = download(server.uri("/silent"), "0".repeat(64), SIZE, Duration.ofMillis(100));
    assertTrue(refusal(silent).contains("SocketTimeout"));
    URI gone = server.uri("/file.pt");
    server.close();
    assertTrue(refusal(download(gone, "0".repeat(64), SIZE)).contains("check the network"));
  }

  @Test
  void twoAtATimeAreRefused() throws IOException {
    Files.createDirectories(part.getParent());
    try (FileChannel other =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertTrue(lock.isValid());
      assertTrue(refusal(download("/file.pt")).contains("Another program"));
    }
  }
}
