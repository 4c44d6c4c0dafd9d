package sc.fiji.fewshot.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.TrainingFacts;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Combination;

/** The content of {@code classifier.json}; its fields are the file format. */
record ClassifierDocument(
    String format,
    List<ClassEntry> classes,
    Method method,
    BackboneEntry backbone,
    int patch,
    Double micrometresPerPixel,
    boolean wholeImages,
    Normalisation normalisation,
    Calibration calibration,
    String adaptation,
    String software) {

  /** Version of the format: a reader knows all of its major version. */
  static final String FORMAT = "fewshot-classifier 1.1";

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .create();

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  record ClassEntry(String name, String colour) {}

  /**
   * How it was learnt.
   *
   * @param combination of the head's rows; null for one row a class, as in files of version 1.0
   */
  record Method(
      String requested,
      String head,
      String combination,
      long seed,
      String preset,
      int views,
      String explanation) {}

  record BackboneEntry(String name, String sha256) {}

  record Normalisation(
      int[] channels,
      boolean perImage,
      double lowPercentile,
      double highPercentile,
      float[] low,
      float[] high) {}

  record Calibration(
      double temperature,
      double noveltyScale,
      double noveltyThreshold,
      double leaveOneOutAccuracy) {}

  static ClassifierDocument of(Classifier c) {
    IntensityMapping m = c.input().mapping();
    TrainingFacts t = c.training();
    return new ClassifierDocument(
        FORMAT,
        c.classes().stream()
            .map(k -> new ClassEntry(k.name(), String.format(Locale.ROOT, "#%06x", k.rgb())))
            .toList(),
        new Method(
            t.method(),
            c.head().name(),
            c.head().combination() == Combination.LINEAR ? null : c.head().combination().key(),
            t.seed(),
            t.preset(),
            t.views(),
            t.explanation()),
        new BackboneEntry(c.input().backbone(), c.input().backboneSha256()),
        c.input().patch(),
        c.input().micrometres().isPresent() ? c.input().micrometres().getAsDouble() : null,
        c.input().wholeImages(),
        new Normalisation(
            m.channels(), m.perImage(), m.lowPercentile(), m.highPercentile(), m.low(), m.high()),
        new Calibration(
            c.temperature(), c.unknown().scale(), c.unknown().threshold(), t.leaveOneOutAccuracy()),
        c.adapted().adaptation() == Adaptation.NONE ? null : c.adapted().adaptation().key(),
        t.software());
  }

  /** How the head's rows are combined. */
  Combination combination() {
    return method.combination() == null ? Combination.LINEAR : Combination.of(method.combination());
  }

  /** What the classifier's tensors adapt; files without the field adapt nothing. */
  Adaptation adapted() {
    if (adaptation == null) {
      return Adaptation.NONE;
    }
    return Arrays.stream(Adaptation.values())
        .filter(a -> a.key().equals(adaptation))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("adaptation " + adaptation));
  }

  List<LabelClass> labelClasses() {
    return classes.stream()
        .map(k -> new LabelClass(k.name(), Integer.parseInt(k.colour().substring(1), 16)))
        .toList();
  }

  InputSpec input() {
    Normalisation n = normalisation;
    return new InputSpec(
        backbone.name(),
        backbone.sha256(),
        patch,
        wholeImages,
        new IntensityMapping(
            n.channels(), n.perImage(), n.lowPercentile(), n.highPercentile(), n.low(), n.high()),
        micrometres());
  }

  /** Files of images without calibration, and older ones, do not have the field. */
  private OptionalDouble micrometres() {
    if (micrometresPerPixel == null) {
      return OptionalDouble.empty();
    }
    if (!(micrometresPerPixel > 0) || micrometresPerPixel.isInfinite()) {
      throw new IllegalArgumentException(micrometresPerPixel + " micrometres a pixel");
    }
    return OptionalDouble.of(micrometresPerPixel);
  }

  TrainingFacts training() {
    return new TrainingFacts(
        method.requested(),
        method.seed(),
        method.preset(),
        method.views(),
        calibration.leaveOneOutAccuracy(),
        method.explanation(),
        software);
  }

  String toJson() {
    return GSON.toJson(this) + "\n";
  }

  /**
   * @throws JsonParseException if the text is no such document, or says what cannot be
   */
  static ClassifierDocument fromJson(String json) {
    ClassifierDocument document = GSON.fromJson(json, ClassifierDocument.class);
    document.check();
    return document;
  }

  private void check() {
    boolean possible =
        classes.stream().map(ClassEntry::name).distinct().count() == classes.size()
            && classes.stream().allMatch(k -> COLOUR.matcher(k.colour()).matches())
            && method.views() >= 1
            && Arrays.stream(normalisation.channels()).allMatch(c -> c >= IntensityMapping.NONE);
    if (!possible) {
      throw new JsonParseException("classes, views or channels that cannot be");
    }
  }
}
