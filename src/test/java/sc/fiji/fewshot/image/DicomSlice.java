package sc.fiji.fewshot.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the smallest DICOM files that are ones: explicit VR, little endian, 16 bit. */
final class DicomSlice {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DicomSlice() {}

  static void write(Path file, int instance, int width, int height, int fill) {
    DicomSlice slice = new DicomSlice();
    slice.out.writeBytes(new byte[128]);
    slice.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    slice.text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
    slice.text(0x0008, 0x0060, "CS", "MR");
    slice.text(0x0010, 0x0010, "PN", "Doe^Jane");
    slice.text(0x0020, 0x0013, "IS", Integer.toString(instance));
    slice.number(0x0028, 0x0002, 1);
    slice.text(0x0028, 0x0004, "CS", "MONOCHROME2");
    slice.number(0x0028, 0x0010, height);
    slice.number(0x0028, 0x0011, width);
    slice.number(0x0028, 0x0100, 16);
    slice.number(0x0028, 0x0101, 16);
    slice.number(0x0028, 0x0102, 15);
    slice.number(0x0028, 0x0103, 0);
    ByteBuffer pixels = ByteBuffer.allocate(2 * width * height).order(ByteOrder.LITTLE_ENDIAN);
    while (pixels.hasRemaining()) {
      pixels.putShort((short) fill);
    }
    slice.tag(0x7fe0, 0x0010, "OW");
    slice.out.writeBytes(new byte[2]);
    slice.out.writeBytes(little(4).putInt(pixels.capacity()).array());
    slice.out.writeBytes(pixels.array());
    try {
      Files.write(file, slice.out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(int group, int element, String type, String value) {
    String even = value.length() % 2 == 0 ? value : value + (type.equals("UI") ? "\0" : " ");
    tag(group, element, type);
    out.writeBytes(little(2).putShort((short) even.length()).array());
    out.writeBytes(even.getBytes(StandardCharsets.US_ASCII));
  }

  private void number(int group, int element, int value) {
    tag(group, element, "US");
    out.writeBytes(little(4).putShort((short) 2).putShort((short) value).array());
  }

  private void tag(int group, int element, String type) {
    out.writeBytes(little(4).putShort((short) group).putShort((short) element).array());
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
