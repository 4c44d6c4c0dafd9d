package sc.fiji.fewshot.image.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageLocation;
import sc.fiji.fewshot.image.ImageSource;

/** Images on a web server of this machine, one with faults on demand. */
class WebStoreTest {

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;
  private volatile int failure = 503;
  private volatile boolean ranges = true;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::file);
    server.createContext("/silent/", e -> hold());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void hold() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
    if (failures.getAndDecrement() > 0) {
      exchange.sendResponseHeaders(failure, -1);
    } else if (!Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      byte[] content = Files.readAllBytes(file);
      String range = exchange.getRequestHeaders().getFirst("Range");
      int status = 200;
      if (range != null && ranges) {
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        int from =
            ends[0].isEmpty()
                ? content.length - Integer.parseInt(ends[1])
                : Integer.parseInt(ends[0]);
        int to = ends[0].isEmpty() ? content.length : Integer.parseInt(ends[1]) + 1;
        content = Arrays.copyOfRange(content, from, to);
        status = 206;
      }
      exchange.sendResponseHeaders(status, content.length);
      exchange.getResponseBody().write(content);
    }
    exchange.close();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  private void make(int[] shard) {
    new MadeZarr(
            folder.resolve("a b.zarr"),
            new int[] {3, 40, 60},
            new int[] {1, 16, 16},
            "uint8",
            "zstd",
            shard,
            1)
        .write(1, (level, c, y, x) -> 50 * c + y + x);
  }

  private static void check(ImageSource image) {
    float[][] read = image.read(0, new Box(10, 12, 30, 20));
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < read[c].length; i++) {
        assertEquals(50 * c + 22 + i / 30 + i % 30, read[c][i]);
      }
    }
  }

  @Test
  void anAddressIsReadLikeAFolder() {
    for (int[] shard : new int[][] {null, {1, 2, 2}}) {
      make(shard);
      for (boolean known : new boolean[] {true, false}) {
        ranges = known;
        // What the command line makes of an address.
        try (ImageSource image = ImageFiles.open(Path.of(address("a b.zarr/")))) {
          assertEquals("a b.zarr", image.name());
          IntStream.range(0, 20).parallel().forEach(i -> check(image));
        }
      }
    }
  }

  @Test
  void aMissingChunkHoldsTheFillValue() throws IOException {
    make(null);
    Files.delete(folder.resolve("a b.zarr/s0/c/0/0/0"));
    try (ImageSource image = ImageFiles.open(new ImageLocation(address("a b.zarr")), 0)) {
      assertArrayEquals(new float[] {7, 16}, image.read(0, new Box(15, 0, 2, 1))[0]);
    }
  }

  private WebStore store(String path, int timeoutMillis) {
    return new WebStore(
        URI.create(address(path)), Duration.ofMillis(timeoutMillis), Duration.ofMillis(1));
  }

  private static String refusal(WebStore store) {
    return assertThrows(FewShotException.class, () -> store.read("file")).getMessage();
  }

  @Test
  void aServerThatIsBusyIsAskedAgain() throws IOException {
    Files.writeString(folder.resolve("file"), "content");
    failures.set(3);
    assertEquals("content", new String(store("", 9000).read("file").orElseThrow(), "US-ASCII"));
    failures.set(4);
    assertTrue(refusal(store("", 9000)).contains("(the server answers 503); check the address"));
  }

  @Test
  void aForbiddenFileIsNotTakenForAMissingOne() {
    failures.set(1);
    failure = 403;
    assertTrue(refusal(store("", 9000)).contains("(the server answers 403)"));
    assertTrue(store("", 9000).read("nothing").isEmpty());
  }

  @Test
  void aSilentServerIsNotWaitedForForEver() {
    assertTrue(refusal(store("silent", 50)).contains("timed out"), refusal(store("silent", 50)));
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    WebStore nowhere =
        new WebStore(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(9), Duration.ofMillis(1));
    assertTrue(refusal(nowhere).startsWith("http://127.0.0.1:1/file cannot be read ("));
  }

  @Test
  void anAddressWithoutAnImageIsRefused() {
    String message =
        assertThrows(
                FewShotException.class, () -> ImageFiles.open(Path.of(address("nothing.zarr"))))
            .getMessage();
    assertTrue(message.startsWith(address("nothing.zarr") + " is no OME-Zarr"), message);
  }
}
