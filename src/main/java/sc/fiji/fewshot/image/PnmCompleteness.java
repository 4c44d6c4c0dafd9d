package sc.fiji.fewshot.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.fewshot.FewShotException;

/** Finds PGM and PPM files that were cut off; ImageJ fills them up with zeros without a word. */
final class PnmCompleteness {

  private static final int LONGEST_HEADER = 4096;
  private static final String SPACE = "(?:\\s|#[^\\n]*\\n)++";

  /** Kind, width, height, largest value; then binary numbers. */
  private static final Pattern HEADER =
      Pattern.compile(
          "P([56])" + SPACE + "(\\d{1,9})" + SPACE + "(\\d{1,9})" + SPACE + "(\\d{1,5})\\s");

  private PnmCompleteness() {}

  /**
   * @param path a file of any kind
   * @throws FewShotException if it is a binary PGM or PPM file and too short
   */
  static void check(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(LONGEST_HEADER), StandardCharsets.ISO_8859_1);
      Matcher header = HEADER.matcher(start);
      if (header.lookingAt() && end(header) > Files.size(path)) {
        throw ImageFiles.damaged(path, null);
      }
    } catch (IOException e) {
      throw ImageFiles.damaged(path, e);
    }
  }

  private static long end(Matcher header) {
    long samples = header.group(1).equals("6") ? RgbImage.CHANNELS : 1;
    long bytes = Integer.parseInt(header.group(4)) > 0xff ? Short.BYTES : 1;
    return header.end()
        + Long.parseLong(header.group(2)) * Long.parseLong(header.group(3)) * samples * bytes;
  }
}
