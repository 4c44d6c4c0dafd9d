package sc.fiji.fewshot.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import sc.fiji.fewshot.FewShotException;

/**
 * A zip of the project's own kind: a JSON document that names the format, and further entries.
 * Nothing in it is executed; what is not expected in it, or larger than it can be, is refused with
 * one sentence.
 */
public final class CheckedZip {

  private final ZipFile zip;
  private final Path file;
  private final Kind kind;

  /**
   * What kind of file it is.
   *
   * @param name what it holds, such as {@code classifier}
   * @param document name of its JSON document
   * @param majorVersion of the format that is read
   * @param remedy what to do about a file that is refused
   */
  public record Kind(String name, String document, int majorVersion, String remedy) {

    /**
     * @param file of this kind
     * @param reason why it cannot be used, to follow a colon
     * @param cause or null
     * @return the refusal
     */
    public FewShotException refusal(Path file, String reason, Exception cause) {
      return new FewShotException(
          "The %s file %s is refused: %s; %s.".formatted(name, file, reason, remedy), cause);
    }
  }

  private CheckedZip(ZipFile zip, Path file, Kind kind) {
    this.zip = zip;
    this.file = file;
    this.kind = kind;
  }

  /**
   * Writes an entry; the same bytes give the same zip at any time.
   *
   * @param zip to write to
   * @param name of the entry
   * @param bytes its content
   * @throws IOException if it cannot be written
   */
  public static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * Reads a file.
   *
   * @param file to read
   * @param kind of file that it should be
   * @param reader makes of its entries what it holds; whatever it throws about values that do not
   *     fit becomes a refusal
   * @param <T> type of what it holds
   * @return what it holds
   * @throws FewShotException if there is no such file or it is refused
   */
  public static <T> T read(Path file, Kind kind, Function<CheckedZip, T> reader) {
    if (!Files.isRegularFile(file)) {
      throw new FewShotException("There is no %s file %s.".formatted(kind.name(), file));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return reader.apply(new CheckedZip(zip, file, kind));
    } catch (ZipException e) {
      throw kind.refusal(file, "it is no zip file", e);
    } catch (IOException e) {
      throw unreadable(file, kind, e);
    } catch (JsonParseException e) {
      throw kind.refusal(file, "its " + kind.document() + " is damaged", e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | NullPointerException
        | ClassCastException
        | ArithmeticException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      throw kind.refusal(file, "its parts do not fit each other", e);
    }
  }

  private static FewShotException unreadable(Path file, Kind kind, IOException cause) {
    return new FewShotException(
        "The %s file %s cannot be read.".formatted(kind.name(), file), cause);
  }

  /**
   * @return the file that is read
   */
  public Path file() {
    return file;
  }

  /**
   * @param reason why it cannot be used, to follow a colon
   * @return the refusal
   */
  public FewShotException refusal(String reason) {
    return kind.refusal(file, reason, null);
  }

  /**
   * @param expected tells which entries there may be besides the document
   * @throws FewShotException if there is another one
   */
  public void checkEntries(Predicate<String> expected) {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (!name.equals(kind.document()) && !expected.test(name)) {
        throw refusal("it holds '" + name + "', which does not belong there");
      }
    }
  }

  /**
   * @param name of an entry
   * @param largest how many bytes it may have
   * @return its bytes
   * @throws FewShotException if there is no such entry, it is larger, or its checksum is another
   */
  public byte[] bytes(String name, int largest) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw refusal("it holds no " + name);
    }
    // The declared size may lie, so that what really comes out is counted too.
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = entry.getSize() > largest ? null : in.readNBytes(largest + 1);
      if (bytes == null || bytes.length > largest) {
        throw refusal("its " + name + " is larger than any " + kind.name() + "'s");
      }
      checkChecksum(entry, bytes);
      return bytes;
    } catch (ZipException | EOFException e) {
      throw damaged(name, e);
    } catch (IOException e) {
      throw unreadable(file, kind, e);
    }
  }

  /** A {@link ZipFile} leaves that to its caller. */
  private void checkChecksum(ZipEntry entry, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc()) {
      throw damaged(entry.getName(), null);
    }
  }

  private FewShotException damaged(String name, Exception cause) {
    return kind.refusal(file, "its " + name + " is damaged", cause);
  }

  /**
   * Reads the document and checks that its {@code format} is one that this program reads.
   *
   * @param largest how many bytes it may have
   * @return its text
   * @throws FewShotException if it names no format, or that of a newer version
   */
  public String document(int largest) {
    String json = new String(bytes(kind.document(), largest), StandardCharsets.UTF_8);
    JsonElement document = JsonParser.parseString(json);
    if (!document.isJsonObject()) {
      throw damaged(kind.document(), null);
    }
    JsonElement format = document.getAsJsonObject().get("format");
    Matcher matcher =
        Pattern.compile("fewshot-" + kind.name() + " (\\d{1,6})\\.(\\d{1,6})")
            .matcher(format == null ? "" : format.getAsString());
    if (!matcher.matches()) {
      throw refusal("its " + kind.document() + " names no format");
    }
    if (Integer.parseInt(matcher.group(1)) != kind.majorVersion()) {
      throw new FewShotException(
          "The %s file %s was written by a newer version (format %s.%s, this one reads %d.x); update Few-Shot."
              .formatted(
                  kind.name(), file, matcher.group(1), matcher.group(2), kind.majorVersion()));
    }
    return json;
  }
}
