package sc.fiji.fewshot.io;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.adapt.AdaptedWeights;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.learn.Combination;
import sc.fiji.fewshot.learn.Head;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.UnknownDetector;

/**
 * The classifier file {@code NAME.fewshot}: a zip of {@code classifier.json}, {@code
 * tensors.safetensors} and {@code examples/*.png}. Nothing in it is executed; what is not expected
 * in it, or larger than it can be, is refused.
 */
public final class ClassifierFile {

  private static final String DOCUMENT = "classifier.json";
  private static final String TENSORS = "tensors.safetensors";
  private static final Pattern THUMBNAIL = Pattern.compile("examples/[^/\\\\:]+\\.png");
  private static final CheckedZip.Kind KIND =
      new CheckedZip.Kind("classifier", DOCUMENT, 1, "train it again or get it anew");

  private static final String HEAD_CLASSES = "head.classes";
  private static final String EXCESS = "prototypes.excess";

  /** What the names of adapted weights begin with. */
  private static final String ADAPTED = "adapted.";

  private static final int LARGEST_DOCUMENT = 4 << 20;
  private static final int LARGEST_TENSORS = 256 << 20;

  private ClassifierFile() {}

  /**
   * Writes a classifier; the same one gives the same bytes.
   *
   * @param file to write; replaced if it exists
   * @param trained the classifier and its pictures
   * @throws FewShotException if it cannot be written
   */
  public static void write(Path file, Trained trained) {
    AtomicFile.write(
        file,
        temporary -> {
          try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary))) {
            CheckedZip.put(
                zip,
                DOCUMENT,
                ClassifierDocument.of(trained.classifier())
                    .toJson()
                    .getBytes(StandardCharsets.UTF_8));
            CheckedZip.put(
                zip,
                TENSORS,
                Safetensors.write(tensors(trained.classifier()), Safetensors.Precision.F32));
            List<Trained.Thumbnail> thumbnails = trained.thumbnails();
            for (int i = 0; i < thumbnails.size(); i++) {
              String name = thumbnails.get(i).className().replaceAll("[^\\p{L}\\p{N} _.-]", "_");
              CheckedZip.put(
                  zip,
                  String.format(Locale.ROOT, "examples/%03d-%s.png", i + 1, name),
                  png(Pictures.of(thumbnails.get(i).image())));
            }
          }
        });
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static Map<String, Tensor> tensors(Classifier c) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("standardiser.mean", Tensor.vector(c.standardiser().mean()));
    tensors.put("standardiser.deviation", Tensor.vector(c.standardiser().sd()));
    tensors.put("head.weights", Tensor.matrix(c.head().rows()));
    tensors.put("head.bias", Tensor.vector(c.head().bias()));
    if (c.head().combination() != Combination.LINEAR) {
      tensors.put(HEAD_CLASSES, numbers(c.head().classOf()));
    }
    tensors.put("prototypes", Tensor.matrix(c.unknown().prototypes()));
    tensors.put(EXCESS, Tensor.vector(c.unknown().excess()));
    tensors.put("support.embeddings", Tensor.matrix(c.support().embeddings()));
    tensors.put("support.labels", numbers(c.support().labels()));
    c.adapted().tensors().forEach((name, tensor) -> tensors.put(ADAPTED + name, tensor));
    return tensors;
  }

  private static Tensor numbers(int[] labels) {
    float[] numbers = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      numbers[i] = labels[i];
    }
    return Tensor.vector(numbers);
  }

  private static int[] labels(Tensor tensor) {
    float[] numbers = tensor.data();
    int[] labels = new int[numbers.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) numbers[i];
    }
    return labels;
  }

  /**
   * Reads a classifier.
   *
   * @param file to read
   * @return the classifier
   * @throws FewShotException if it is no classifier, of a newer version, or has been tampered with
   */
  public static Classifier read(Path file) {
    return CheckedZip.read(file, KIND, ClassifierFile::read);
  }

  private static Classifier read(CheckedZip zip) {
    zip.checkEntries(name -> name.equals(TENSORS) || THUMBNAIL.matcher(name).matches());
    String json = zip.document(LARGEST_DOCUMENT);
    Map<String, Tensor> tensors =
        Safetensors.read(zip.bytes(TENSORS, LARGEST_TENSORS), zip.file() + ": " + TENSORS);
    checkFinite(tensors, zip);
    return assemble(ClassifierDocument.fromJson(json), tensors);
  }

  private static void checkFinite(Map<String, Tensor> tensors, CheckedZip zip) {
    tensors.forEach(
        (name, tensor) -> {
          for (float value : tensor.data()) {
            if (!Float.isFinite(value)) {
              throw zip.refusal("its tensor '" + name + "' holds " + value);
            }
          }
        });
  }

  private static Classifier assemble(ClassifierDocument document, Map<String, Tensor> tensors) {
    return new Classifier(
        document.labelClasses(),
        document.input(),
        document.training(),
        new Standardiser(
            tensors.get("standardiser.mean").data(), tensors.get("standardiser.deviation").data()),
        head(document, tensors),
        document.calibration().temperature(),
        unknown(document.calibration(), tensors),
        new Support(
            tensors.get("support.embeddings").rows(),
            labels(tensors.get("support.labels")),
            document.classes().size()),
        new AdaptedWeights(document.adapted(), adapted(tensors)));
  }

  /** Former versions took nothing off the distances. */
  private static UnknownDetector unknown(
      ClassifierDocument.Calibration calibration, Map<String, Tensor> tensors) {
    float[][] prototypes = tensors.get("prototypes").rows();
    Tensor excess = tensors.get(EXCESS);
    return new UnknownDetector(
        prototypes,
        excess == null ? new float[prototypes.length] : excess.data(),
        calibration.noveltyScale(),
        calibration.noveltyThreshold());
  }

  /** Linear ones leave out which row belongs to which class. */
  private static Head head(ClassifierDocument document, Map<String, Tensor> tensors) {
    String name = document.method().head();
    float[][] rows = tensors.get("head.weights").rows();
    float[] bias = tensors.get("head.bias").data();
    Combination combination = document.combination();
    return combination == Combination.LINEAR
        ? Head.linear(name, rows, bias)
        : new Head(name, combination, rows, bias, labels(tensors.get(HEAD_CLASSES)));
  }

  private static Map<String, Tensor> adapted(Map<String, Tensor> tensors) {
    Map<String, Tensor> adapted = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(ADAPTED)) {
            adapted.put(name.substring(ADAPTED.length()), tensor);
          }
        });
    return adapted;
  }
}
