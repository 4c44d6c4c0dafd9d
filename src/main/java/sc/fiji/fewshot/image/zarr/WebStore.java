package sc.fiji.fewshot.image.zarr;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;

/** A hierarchy on the web. A server that is busy or breaks off is asked again. */
final class WebStore implements ZarrStore {

  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration USUAL_PAUSE = Duration.ofMillis(500);
  private static final int TRIES = 4;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<Integer> GONE =
      Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE);

  private final URI root;
  private final Duration timeout;
  private final Duration pause;
  private final HttpClient client;

  WebStore(URI root) {
    this(root, USUAL_TIMEOUT, USUAL_PAUSE);
  }

  /**
   * @param root address of the hierarchy; a query is kept for each file
   * @param timeout for each answer
   * @param pause before the second try; doubled each time
   */
  WebStore(URI root, Duration timeout, Duration pause) {
    this.root = root;
    this.timeout = timeout;
    this.pause = pause;
    client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public Optional<byte[]> read(String key) {
    return get(key, null).map(HttpResponse::body);
  }

  @Override
  public Optional<byte[]> read(String key, long from, int length) {
    String range = from < 0 ? "bytes=" + from : "bytes=%d-%d".formatted(from, from + length - 1);
    return get(key, range).map(answer -> part(key, answer, from, length));
  }

  /** A server may ignore the range and send the whole file. */
  private byte[] part(String key, HttpResponse<byte[]> answer, long from, int length) {
    byte[] body = answer.body();
    int start = 0;
    if (answer.statusCode() != HttpURLConnection.HTTP_PARTIAL) {
      start = (int) (from < 0 ? body.length + from : from);
    } else if (from < 0) {
      start = body.length - length;
    }
    if (start < 0 || start + length > body.length) {
      throw new FewShotException(address(key) + " ends early; export or upload the image again.");
    }
    return Arrays.copyOfRange(body, start, start + length);
  }

  private Optional<HttpResponse<byte[]>> get(String key, String range) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(key)).timeout(timeout);
    if (range != null) {
      request.header("Range", range);
    }
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        if (i > 0) {
          Thread.sleep(pause.toMillis() << (i - 1));
        }
        HttpResponse<byte[]> answer =
            client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        int status = answer.statusCode();
        if (GONE.contains(status)) {
          return Optional.empty();
        }
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_PARTIAL) {
          return Optional.of(answer);
        }
        last = new IOException("the server answers " + status);
        if (status < 500 && status != TOO_MANY_REQUESTS) {
          break;
        }
      } catch (IOException e) {
        last = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FewShotException("Reading " + address(key) + " was cancelled; start again.", e);
      }
    }
    throw new FewShotException(
        "%s cannot be read (%s); check the address, the network and your access to it."
            .formatted(address(key), reason(last)),
        last);
  }

  private URI address(String key) {
    String text = root.toString();
    int query = text.indexOf('?');
    String path = query < 0 ? text : text.substring(0, query);
    String rest = query < 0 ? "" : text.substring(query);
    return URI.create(path.replaceAll("/+$", "") + "/" + key.replace(" ", "%20") + rest);
  }

  private static String reason(IOException e) {
    return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
