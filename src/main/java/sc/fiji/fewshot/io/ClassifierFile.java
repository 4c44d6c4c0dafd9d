package sc.fiji.fewshot.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.adapt.AdaptedWeights;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.learn.LinearHead;
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
  private static final Pattern FORMAT =
      Pattern.compile("fewshot-classifier (\\d{1,6})\\.(\\d{1,6})");
  private static final int MAJOR_VERSION = 1;

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
            put(
                zip,
                DOCUMENT,
                ClassifierDocument.of(trained.classifier())
                    .toJson()
                    .getBytes(StandardCharsets.UTF_8));
            put(
                zip,
                TENSORS,
                Safetensors.write(tensors(trained.classifier()), Safetensors.Precision.F32));
            List<Trained.Thumbnail> thumbnails = trained.thumbnails();
            for (int i = 0; i < thumbnails.size(); i++) {
              String name = thumbnails.get(i).className().replaceAll("[^\\p{L}\\p{N} _.-]", "_");
              put(
                  zip,
                  String.format(Locale.ROOT, "examples/%03d-%s.png", i + 1, name),
                  png(Pictures.of(thumbnails.get(i).image())));
            }
          }
        });
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // A fixed time: the same classifier, the same bytes.
    entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
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
    tensors.put("head.weights", Tensor.matrix(c.head().weights()));
    tensors.put("head.bias", Tensor.vector(c.head().bias()));
    tensors.put("prototypes", Tensor.matrix(c.unknown().prototypes()));
    tensors.put("support.embeddings", Tensor.matrix(c.support().embeddings()));
    int[] labels = c.support().labels();
    float[] numbers = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      numbers[i] = labels[i];
    }
    tensors.put("support.labels", Tensor.vector(numbers));
    c.adapted().tensors().forEach((name, tensor) -> tensors.put(ADAPTED + name, tensor));
    return tensors;
  }

  /**
   * Reads a classifier.
   *
   * @param file to read
   * @return the classifier
   * @throws FewShotException if it is no classifier, of a newer version, or has been tampered with
   */
  public static Classifier read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FewShotException("There is no classifier file " + file + ".");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      checkEntries(zip, file);
      String json =
          new String(bytes(zip, DOCUMENT, LARGEST_DOCUMENT, file), StandardCharsets.UTF_8);
      checkVersion(json, file);
      Map<String, Tensor> tensors =
          Safetensors.read(bytes(zip, TENSORS, LARGEST_TENSORS, file), file + ": " + TENSORS);
      checkFinite(tensors, file);
      return assemble(ClassifierDocument.fromJson(json), tensors);
    } catch (ZipException e) {
      throw refuse(file, "it is no zip file", e);
    } catch (IOException e) {
      throw new FewShotException("The classifier file " + file + " cannot be read.", e);
    } catch (JsonParseException e) {
      throw refuse(file, "its " + DOCUMENT + " is damaged", e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | NullPointerException
        | ClassCastException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      throw refuse(file, "its parts do not fit each other", e);
    }
  }

  private static void checkEntries(ZipFile zip, Path file) {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (!name.equals(DOCUMENT) && !name.equals(TENSORS) && !THUMBNAIL.matcher(name).matches()) {
        throw refuse(file, "it holds '" + name + "', which does not belong there", null);
      }
    }
  }

  private static byte[] bytes(ZipFile zip, String name, int largest, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw refuse(file, "it holds no " + name, null);
    }
    // The declared size may lie, so that what really comes out is counted too.
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = entry.getSize() > largest ? null : in.readNBytes(largest + 1);
      if (bytes == null || bytes.length > largest) {
        throw refuse(file, "its " + name + " is larger than any classifier's", null);
      }
      return bytes;
    }
  }

  private static void checkVersion(String json, Path file) {
    JsonElement document = JsonParser.parseString(json);
    if (!document.isJsonObject()) {
      throw refuse(file, "its " + DOCUMENT + " is damaged", null);
    }
    JsonElement format = document.getAsJsonObject().get("format");
    Matcher matcher = FORMAT.matcher(format == null ? "" : format.getAsString());
    if (!matcher.matches()) {
      throw refuse(file, "its " + DOCUMENT + " names no format", null);
    }
    if (Integer.parseInt(matcher.group(1)) != MAJOR_VERSION) {
      throw new FewShotException(
          "The classifier file %s was written by a newer version (format %s.%s, this one reads %d.x); update Few-Shot."
              .formatted(file, matcher.group(1), matcher.group(2), MAJOR_VERSION));
    }
  }

  private static void checkFinite(Map<String, Tensor> tensors, Path file) {
    tensors.forEach(
        (name, tensor) -> {
          for (float value : tensor.data()) {
            if (!Float.isFinite(value)) {
              throw refuse(file, "its tensor '" + name + "' holds " + value, null);
            }
          }
        });
  }

  private static Classifier assemble(ClassifierDocument document, Map<String, Tensor> tensors) {
    float[] numbers = tensors.get("support.labels").data();
    int[] labels = new int[numbers.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) numbers[i];
    }
    return new Classifier(
        document.labelClasses(),
        document.input(),
        document.training(),
        new Standardiser(
            tensors.get("standardiser.mean").data(), tensors.get("standardiser.deviation").data()),
        new LinearHead(
            document.method().head(),
            tensors.get("head.weights").rows(),
            tensors.get("head.bias").data()),
        document.calibration().temperature(),
        new UnknownDetector(
            tensors.get("prototypes").rows(),
            document.calibration().noveltyScale(),
            document.calibration().noveltyThreshold()),
        new Support(tensors.get("support.embeddings").rows(), labels, document.classes().size()),
        new AdaptedWeights(document.adapted(), adapted(tensors)));
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

  private static FewShotException refuse(Path file, String reason, Exception cause) {
    return new FewShotException(
        "The classifier file "
            + file
            + " is refused: "
            + reason
            + "; train it again or get it anew.",
        cause);
  }
}
