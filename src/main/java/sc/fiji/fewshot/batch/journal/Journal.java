package sc.fiji.fewshot.batch.journal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;

/**
 * A journal of a job: a line of JSON for each image when it is done or has failed, on the disk
 * before the next one is begun to be published. What is not in the journal has not happened.
 */
public final class Journal implements AutoCloseable {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String HEADER = "classifier";

  private final Path file;
  private final FileChannel channel;

  /**
   * What a journal says.
   *
   * @param header the latest
   * @param everPlanned names of all images of this and earlier headers
   * @param records the latest of each image, by name
   * @param length bytes of whole lines
   */
  public record Content(
      JournalHeader header,
      Set<String> everPlanned,
      Map<String, ImageRecord> records,
      long length) {}

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param file a journal
   * @return what it says; a last line without an end, which a killed job leaves, counts for nothing
   * @throws FewShotException if it cannot be read, is damaged or of a newer version
   */
  public static Content read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FewShotException("The journal " + file + " cannot be read.", e);
    }
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    JournalHeader header = null;
    Set<String> planned = new LinkedHashSet<>();
    Map<String, ImageRecord> records = new LinkedHashMap<>();
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      try {
        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
        if (object.has(HEADER)) {
          header = GSON.fromJson(object, JournalHeader.class);
          planned.addAll(header.images());
        } else {
          ImageRecord entry = GSON.fromJson(object, ImageRecord.class);
          records.put(entry.image(), entry);
        }
      } catch (JsonParseException | IllegalStateException | NullPointerException e) {
        throw new FewShotException(
            "The journal %s is damaged in line %d; do the job again (overwrite) or into another folder."
                .formatted(file, number),
            e);
      }
    }
    if (header != null && !header.format().equals(JournalHeader.FORMAT)) {
      throw new FewShotException(
          "The journal %s was written by another version (%s, this one knows %s); update Few-Shot."
              .formatted(file, header.format(), JournalHeader.FORMAT));
    }
    return new Content(header, planned, records, length);
  }

  /**
   * Goes on with a journal.
   *
   * @param file to write
   * @param length what to keep of it, bytes; 0 for a new one
   * @return the journal, to be closed
   * @throws FewShotException if it cannot be written
   */
  public static Journal open(Path file, long length) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(length);
      channel.position(length);
      return new Journal(file, channel);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * @param header to add
   * @throws FewShotException if it cannot be written
   */
  public void append(JournalHeader header) {
    line(GSON.toJson(header));
  }

  /**
   * @param entry to add: what became of an image
   * @throws FewShotException if it cannot be written
   */
  public void append(ImageRecord entry) {
    line(GSON.toJson(entry));
  }

  private synchronized void line(String json) {
    ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static FewShotException unwritable(Path file, IOException cause) {
    return new FewShotException(
        "The journal %s cannot be written (%s); free space or choose another folder."
            .formatted(file, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
