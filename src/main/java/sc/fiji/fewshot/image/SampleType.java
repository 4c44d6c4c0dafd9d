package sc.fiji.fewshot.image;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** How one value is stored. */
public enum SampleType {
  /** From 0 to 255. */
  UINT8(1),
  /** From -128 to 127. */
  INT8(1),
  /** From 0 to 65,535. */
  UINT16(2),
  /** From -32,768 to 32,767. */
  INT16(2),
  /** Whole numbers from 0 on. */
  UINT32(4),
  /** Whole numbers. */
  INT32(4),
  /** Floating point. */
  FLOAT32(4),
  /** Floating point, read as single. */
  FLOAT64(8);

  private final int bytes;

  SampleType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * @return bytes that a value takes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * @param name as Zarr 3 writes it, such as {@code uint16}
   * @return the type, if it is known
   */
  public static Optional<SampleType> named(String name) {
    for (SampleType type : values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * @param name as Zarr 2 writes it without the order of bytes, such as {@code u2}
   * @return the type, if it is known
   */
  public static Optional<SampleType> abbreviated(String name) {
    return named(
        switch (name.charAt(0)) {
              case 'u' -> "uint";
              case 'i' -> "int";
              case 'f' -> "float";
              default -> name;
            }
            + bits(name));
  }

  private static String bits(String name) {
    String digits = name.substring(1);
    return digits.matches("\\d") ? String.valueOf(Byte.SIZE * Integer.parseInt(digits)) : digits;
  }

  /**
   * @return bits a sample as {@link ImageSource#bitDepth} counts them
   */
  public int bitDepth() {
    return switch (bytes) {
      case 1 -> Byte.SIZE;
      case 2 -> Short.SIZE;
      default -> Float.SIZE;
    };
  }

  /**
   * Reads values that lie at equal distances.
   *
   * @param from a chunk in its order of bytes
   * @param first number of the first value in the chunk
   * @param step from one value to the next, values
   * @param to where to put them
   * @param at the first place there
   * @param count how many
   */
  public void read(ByteBuffer from, int first, int step, float[] to, int at, int count) {
    int place = first * bytes;
    int stride = step * bytes;
    for (int i = 0; i < count; i++, place += stride) {
      to[at + i] =
          switch (this) {
            case UINT8 -> from.get(place) & 0xff;
            case INT8 -> from.get(place);
            case UINT16 -> from.getShort(place) & 0xffff;
            case INT16 -> from.getShort(place);
            case UINT32 -> from.getInt(place) & 0xffffffffL;
            case INT32 -> from.getInt(place);
            case FLOAT32 -> from.getFloat(place);
            case FLOAT64 -> (float) from.getDouble(place);
          };
    }
  }
}
