package sc.fiji.fewshot.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes the smallest DICOM files that are ones: explicit VR, little endian, 16 bit. */
public final class DicomSlice {

  /** What each slice says of its patient. */
  public static final String PATIENT = "Doe^Jane";

  /** What each slice says of its patient. */
  public static final String PATIENT_ID = "PID-4711-XY";

  private static final int NUMBERS = 0x0028_0002;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Integer, String> texts = new TreeMap<>();
  private final int width;
  private final int height;
  private boolean signed;

  /**
   * @param width columns
   * @param height rows
   */
  public DicomSlice(int width, int height) {
    this.width = width;
    this.height = height;
    texts.put(0x0002_0010, "UI1.2.840.10008.1.2.1");
    texts.put(0x0008_0060, "CSMR");
    texts.put(0x0010_0010, "PN" + PATIENT);
    texts.put(0x0010_0020, "LO" + PATIENT_ID);
    texts.put(0x0028_0004, "CSMONOCHROME2");
  }

  /**
   * @param tag group and element
   * @param type two letters
   * @param value as text
   * @return this
   */
  public DicomSlice with(int tag, String type, String value) {
    texts.put(tag, type + value);
    return this;
  }

  DicomSlice signed() {
    signed = true;
    return this;
  }

  static void write(Path file, int instance, int width, int height, int fill) {
    new DicomSlice(width, height)
        .with(0x0020_0013, "IS", "" + instance)
        .write(file, (x, y) -> fill);
  }

  /** The stored values. */
  public interface Values {
    /**
     * @return the value there
     */
    int at(int x, int y);
  }

  /**
   * @param file to write
   * @param values stored in it
   */
  public void write(Path file, Values values) {
    out.reset();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    boolean numbers = false;
    for (Map.Entry<Integer, String> entry : texts.entrySet()) {
      if (entry.getKey() > 0x0028_0100 && !numbers) {
        numbers();
        numbers = true;
      }
      text(entry.getKey(), entry.getValue().substring(0, 2), entry.getValue().substring(2));
    }
    if (!numbers) {
      numbers();
    }
    ByteBuffer pixels = little(2 * width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels.putShort((short) values.at(x, y));
      }
    }
    tag(0x7fe0_0010, "OW");
    out.writeBytes(new byte[2]);
    out.writeBytes(little(4).putInt(pixels.capacity()).array());
    out.writeBytes(pixels.array());
    try {
      Files.write(file, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void numbers() {
    number(NUMBERS, 1);
    number(0x0028_0010, height);
    number(0x0028_0011, width);
    number(0x0028_0100, 16);
    number(0x0028_0101, 16);
    number(0x0028_0102, 15);
    number(0x0028_0103, signed ? 1 : 0);
  }

  private void text(int tag, String type, String value) {
    String even = value.length() % 2 == 0 ? value : value + (type.equals("UI") ? "\0" : " ");
    tag(tag, type);
    out.writeBytes(little(2).putShort((short) even.length()).array());
    out.writeBytes(even.getBytes(StandardCharsets.US_ASCII));
  }

  private void number(int tag, int value) {
    tag(tag, "US");
    out.writeBytes(little(4).putShort((short) 2).putShort((short) value).array());
  }

  private void tag(int tag, String type) {
    out.writeBytes(little(4).putShort((short) (tag >>> 16)).putShort((short) tag).array());
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
