package sc.fiji.fewshot.session.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.RoiBytes;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.io.CheckedZip;

/**
 * The session file {@code NAME.fewshot-session}: a zip of {@code session.json} and one {@code
 * rois/NUMBER.roi} a mark. It holds no pixels. Nothing in it is executed; what is not expected in
 * it, or larger than it can be, is refused.
 */
public final class SessionFile {

  /** What names of session files end with. */
  public static final String EXTENSION = ".fewshot-session";

  private static final String DOCUMENT = "session.json";
  private static final Pattern OUTLINE = Pattern.compile("rois/\\d{1,7}\\.roi");
  private static final CheckedZip.Kind KIND =
      new CheckedZip.Kind("session", DOCUMENT, 1, "use another copy of it or mark anew");

  private static final int LARGEST_DOCUMENT = 64 << 20;
  private static final int LARGEST_OUTLINE = 16 << 20;
  private static final int LARGEST_OUTLINES = 256 << 20;

  private SessionFile() {}

  /**
   * Writes a session; the same one gives the same bytes.
   *
   * @param file to write; replaced if it exists
   * @param session to be saved
   * @throws FewShotException if it cannot be written
   */
  public static void write(Path file, SavedSession session) {
    String json = SessionDocument.of(session).toJson();
    AtomicFile.write(
        file,
        temporary -> {
          try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary))) {
            CheckedZip.put(zip, DOCUMENT, json.getBytes(StandardCharsets.UTF_8));
            int number = 0;
            for (Mark mark : session.state().marks()) {
              CheckedZip.put(zip, outline(number), RoiBytes.of(mark.roi()));
              number++;
            }
          }
        });
  }

  private static String outline(int index) {
    return "rois/" + (index + 1) + ".roi";
  }

  /**
   * Reads a session.
   *
   * @param file to read
   * @return what was saved
   * @throws FewShotException if it is no session, of a newer version, or has been tampered with
   */
  public static SavedSession read(Path file) {
    return CheckedZip.read(file, KIND, SessionFile::read);
  }

  private static SavedSession read(CheckedZip zip) {
    zip.checkEntries(name -> OUTLINE.matcher(name).matches());
    SessionDocument document = SessionDocument.fromJson(zip.document(LARGEST_DOCUMENT));
    List<byte[]> outlines = new ArrayList<>();
    int left = LARGEST_OUTLINES;
    for (int i = 0; i < document.marks().size(); i++) {
      byte[] bytes = zip.bytes(outline(i), Math.min(left, LARGEST_OUTLINE));
      left -= bytes.length;
      outlines.add(bytes);
    }
    try {
      return document.saved(outlines);
    } catch (FewShotException e) {
      throw KIND.refusal(zip.file(), "its options are none of this program's", e);
    }
  }
}
