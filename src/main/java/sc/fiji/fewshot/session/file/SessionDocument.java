package sc.fiji.fewshot.session.file;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.annotate.RoiBytes;
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.classifier.SoftwareVersion;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.session.SessionOptions;
import sc.fiji.fewshot.session.SessionState;

/** The content of {@code session.json}; its fields are the file format. */
record SessionDocument(
    String format,
    ImageEntry image,
    List<ClassEntry> classes,
    List<MarkEntry> marks,
    OptionsEntry options,
    String software) {

  /** Version of the format: a reader knows all of its major version. */
  static final String FORMAT = "fewshot-session 1.0";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  record ImageEntry(
      String path,
      String title,
      int width,
      int height,
      int depth,
      int frames,
      int channels,
      int bitDepth,
      String pixels) {

    static ImageEntry of(ImageReference r) {
      return new ImageEntry(
          r.path().orElse(null),
          r.title(),
          r.width(),
          r.height(),
          r.shape().depth(),
          r.shape().frames(),
          r.channels(),
          r.bitDepth(),
          r.pixels());
    }

    ImageReference reference() {
      return new ImageReference(
          Optional.ofNullable(path),
          required(title),
          width,
          height,
          new StackShape(depth, frames),
          channels,
          bitDepth,
          required(pixels));
    }
  }

  record ClassEntry(String name, String colour) {}

  /**
   * A mark.
   *
   * @param slice 0-based, Z running faster than T
   * @param bounds x, y, width and height of the marked pixels
   * @param runs where they do not fill that box: first pixel and number of pixels of each run, the
   *     box's pixels being numbered row by row
   */
  record MarkEntry(String className, int slice, String name, int[] bounds, int[] runs) {

    static MarkEntry of(Example e) {
      Box b = e.region().bounds();
      return new MarkEntry(
          e.className(),
          e.slice(),
          e.name(),
          new int[] {b.x(), b.y(), b.width(), b.height()},
          e.region().mask() == null ? null : runs(e.region().mask()));
    }

    private static int[] runs(BitSet mask) {
      List<Integer> runs = new ArrayList<>();
      for (int from = mask.nextSetBit(0); from >= 0; ) {
        int to = mask.nextClearBit(from);
        runs.add(from);
        runs.add(to - from);
        from = mask.nextSetBit(to);
      }
      return runs.stream().mapToInt(Integer::intValue).toArray();
    }

    Example example(ImageReference image) {
      Box box = new Box(bounds[0], bounds[1], bounds[2], bounds[3]);
      if (slice < 0
          || slice >= image.shape().slices()
          || box.x() < 0
          || box.y() < 0
          || Math.addExact(box.x(), box.width()) > image.width()
          || Math.addExact(box.y(), box.height()) > image.height()) {
        throw new IllegalArgumentException("a mark outside of the image");
      }
      return new Example(
          new Region(box, runs == null ? null : mask(box)),
          slice,
          required(className),
          required(name));
    }

    private BitSet mask(Box box) {
      BitSet mask = new BitSet();
      for (int r = 0; r < runs.length; r += 2) {
        int to = Math.addExact(runs[r], runs[r + 1]);
        if (to > box.area()) {
          throw new IllegalArgumentException("a mark outside of its bounds");
        }
        mask.set(runs[r], to);
      }
      return mask;
    }
  }

  record OptionsEntry(
      String method,
      int patch,
      int stride,
      String backbone,
      String device,
      String adaptation,
      String augmentation,
      String unknown) {

    /** Older sessions call methods by what they are now a choice of. */
    private static final Map<String, String> RENAMED =
        Map.of("ridge", "features", "lda", "metric:form=covariance");

    static OptionsEntry of(SessionOptions o) {
      return new OptionsEntry(
          o.method(),
          o.patch(),
          o.stride(),
          o.backbone(),
          o.device(),
          o.adaptation().key(),
          o.augmentation().key(),
          o.rejection().key());
    }

    SessionOptions options() {
      return new SessionOptions(
          RENAMED.getOrDefault(required(method), method),
          patch,
          stride,
          required(backbone),
          required(device),
          Adaptation.parse(adaptation),
          augmentation == null ? Augmentation.LIGHT : Augmentation.parse(augmentation),
          unknown == null ? Rejection.USUAL : Rejection.parse(unknown));
    }
  }

  static SessionDocument of(SavedSession saved) {
    SessionState state = saved.state();
    return new SessionDocument(
        FORMAT,
        ImageEntry.of(saved.image()),
        state.classes().stream()
            .map(c -> new ClassEntry(c.name(), String.format(Locale.ROOT, "#%06x", c.rgb())))
            .toList(),
        state.marks().stream().map(m -> MarkEntry.of(m.example())).toList(),
        OptionsEntry.of(state.options()),
        SoftwareVersion.TEXT);
  }

  /**
   * @param outlines of the marks, in their order, as bytes of .roi files
   */
  SavedSession saved(List<byte[]> outlines) {
    ImageReference reference = image.reference();
    List<LabelClass> labels =
        classes.stream()
            .map(c -> new LabelClass(c.name(), Integer.parseInt(c.colour().substring(1), 16)))
            .toList();
    List<Mark> all = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      Example example = marks.get(i).example(reference);
      all.add(new Mark(RoiBytes.read(outlines.get(i), null), example));
    }
    return new SavedSession(reference, new SessionState(labels, all, options.options()));
  }

  private static <T> T required(T value) {
    if (value == null) {
      throw new IllegalArgumentException("a value is missing");
    }
    return value;
  }

  String toJson() {
    return GSON.toJson(this) + "\n";
  }

  static SessionDocument fromJson(String json) {
    return GSON.fromJson(json, SessionDocument.class);
  }
}
