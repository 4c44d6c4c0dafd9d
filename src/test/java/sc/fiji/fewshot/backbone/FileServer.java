package sc.fiji.fewshot.backbone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine with one file, and with faults on demand. */
public final class FileServer implements AutoCloseable {

  private final byte[] content;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile String tag = "\"one\"";
  private volatile boolean ranges = true;
  private volatile int breaks;
  private volatile int breakAfter;

  /**
   * @param content of the file
   */
  public FileServer(byte[] content) {
    this.content = content;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/file.pt", this::file);
    server.createContext("/to-file", e -> redirect(e, 302, "/file.pt"));
    server.createContext("/loop", e -> redirect(e, 307, "/loop"));
    server.createContext("/nowhere", e -> redirect(e, 301, null));
    server.createContext("/broken", e -> status(e, 500));
    server.createContext("/missing", e -> status(e, 404));
    server.createContext("/silent", e -> hold());
    server.start();
  }

  /**
   * @param path such as {@code /file.pt}
   * @return its address
   */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Breaks the next connections off, each after some bytes of its part. */
  void breakOff(int times, int afterBytes) {
    breaks = times;
    breakAfter = afterBytes;
  }

  void ignoreRanges() {
    ranges = false;
  }

  void changeTag() {
    tag = "\"two\"";
  }

  /** Each request's Range, or "all". */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void file(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    requests.add(range == null ? "all" : range);
    exchange.getResponseHeaders().set("ETag", tag);
    int from = 0;
    if (range != null && ranges && (condition == null || condition.equals(tag))) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    byte[] part = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, part.length);
    if (breaks > 0) {
      breaks--;
      exchange.getResponseBody().write(part, 0, Math.min(breakAfter, part.length));
      exchange.getResponseBody().flush();
    } else {
      exchange.getResponseBody().write(part);
    }
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    if (to != null) {
      exchange.getResponseHeaders().set("Location", to);
    }
    status(exchange, status);
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void hold() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
