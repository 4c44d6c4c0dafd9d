package sc.fiji.fewshot.image;

import java.util.Set;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/**
 * How the samples of a TIFF page are encoded, by its tags, and which reader decodes that rightly.
 * ImageJ also opens some that it does not decode (JPEG, predictor 3) and shows noise.
 *
 * @param compression as the tag counts it
 * @param predictor 1 is none
 * @param photometric as the tag counts it
 * @param bits a sample
 * @param samples a pixel
 */
record TiffEncoding(int compression, int predictor, int photometric, int bits, int samples) {

  private static final Set<Integer> DIFFERENCED =
      Set.of(
          BaselineTIFFTagSet.COMPRESSION_LZW,
          BaselineTIFFTagSet.COMPRESSION_ZLIB,
          BaselineTIFFTagSet.COMPRESSION_DEFLATE);

  private static final Set<Integer> ONLY_JAVA =
      Set.of(
          BaselineTIFFTagSet.COMPRESSION_CCITT_RLE,
          BaselineTIFFTagSet.COMPRESSION_CCITT_T_4,
          BaselineTIFFTagSet.COMPRESSION_CCITT_T_6,
          BaselineTIFFTagSet.COMPRESSION_OLD_JPEG,
          BaselineTIFFTagSet.COMPRESSION_JPEG);

  private static final Set<Integer> NOT_RGB =
      Set.of(
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_Y_CB_CR,
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_CIELAB);

  /** RGB with transparency, and inks. */
  private static final Set<Integer> FOUR =
      Set.of(
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_RGB,
          BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_CMYK);

  static TiffEncoding of(TIFFDirectory page) {
    return new TiffEncoding(
        number(page, BaselineTIFFTagSet.TAG_COMPRESSION, 1),
        number(page, BaselineTIFFTagSet.TAG_PREDICTOR, 1),
        number(page, BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION, 1),
        number(page, BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE, 1),
        number(page, BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1));
  }

  private static int number(TIFFDirectory page, int tag, int otherwise) {
    TIFFField field = page.getTIFFField(tag);
    return field == null || field.getCount() < 1 ? otherwise : field.getAsInt(0);
  }

  boolean isForImageJ() {
    if (bits < Byte.SIZE || NOT_RGB.contains(photometric) || !isGreyOrColour()) {
      return false;
    }
    if (compression == BaselineTIFFTagSet.COMPRESSION_NONE) {
      return true;
    }
    boolean whole = bits % Byte.SIZE == 0 && (bits == Byte.SIZE || samples == 1);
    return whole && isLossless() && (!isDifferenced() || isHorizontal(Short.SIZE));
  }

  /** ImageJ shows other numbers of samples as grey, or as RGB without a word about the rest. */
  private boolean isGreyOrColour() {
    return samples == 1
        || samples == RgbImage.CHANNELS
        || (samples == RgbImage.CHANNELS + 1 && bits == Byte.SIZE && FOUR.contains(photometric));
  }

  boolean isForJava() {
    return (isLossless() || ONLY_JAVA.contains(compression))
        && (!isDifferenced() || isHorizontal(Byte.SIZE));
  }

  private boolean isLossless() {
    return compression == BaselineTIFFTagSet.COMPRESSION_NONE
        || compression == BaselineTIFFTagSet.COMPRESSION_PACKBITS
        || DIFFERENCED.contains(compression);
  }

  /** Other compressions have no predictor, even if the tag is there. */
  private boolean isDifferenced() {
    return predictor != BaselineTIFFTagSet.PREDICTOR_NONE && DIFFERENCED.contains(compression);
  }

  private boolean isHorizontal(int mostBits) {
    return predictor == BaselineTIFFTagSet.PREDICTOR_HORIZONTAL_DIFFERENCING && bits <= mostBits;
  }

  @Override
  public String toString() {
    return "TIFF compression " + compression + ", predictor " + predictor + ", " + bits + " bits";
  }
}
