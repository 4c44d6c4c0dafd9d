package sc.fiji.fewshot.batch;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.evaluate.ClopperPearson;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * How a classifier does on images whose classes are known.
 *
 * @param data name of the folder
 * @param classes names of the classes, in the order of the matrix
 * @param confusion one row a true class, one column a predicted class
 */
public record ClassifierAccuracy(String data, List<String> classes, ConfusionMatrix confusion) {

  /**
   * Classifies each slice of each image as a whole; blocks until done.
   *
   * @param classifier to measure; stays the caller's
   * @param folder with a folder of images for each class, all of them classes of the classifier
   * @param progress may cancel
   * @return how it did
   * @throws FewShotException if a folder is no class of the classifier, or an image cannot be read
   */
  public static ClassifierAccuracy measure(
      OpenClassifier classifier, ClassFolder folder, Progress progress) {
    List<String> names =
        classifier.plan().classifier().classes().stream().map(LabelClass::name).toList();
    for (String name : folder.classes()) {
      if (!names.contains(name)) {
        throw new FewShotException(
            "The folder '%s' is no class of the classifier (%s); rename or remove it."
                .formatted(name, String.join(", ", names)));
      }
    }
    List<Integer> truth = new ArrayList<>();
    List<Integer> predicted = new ArrayList<>();
    int count = folder.images().size();
    for (int i = 0; i < count; i++) {
      int label = names.indexOf(folder.classes().get(folder.labels().get(i)));
      Progress part = progress.part((double) i / count, (i + 1.0) / count);
      try (ImageSource image = ImageFiles.open(folder.images().get(i))) {
        for (RegionPrediction slice : classifier.images().whole(image, part)) {
          truth.add(label);
          predicted.add(slice.scores().label(0));
        }
      }
    }
    return new ClassifierAccuracy(
        folder.name(), names, ConfusionMatrix.of(numbers(truth), numbers(predicted), names.size()));
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private ClopperPearson interval() {
    return ClopperPearson.of(confusion.correct(), confusion.total());
  }

  /**
   * @return lines for users: how many were recognised, in all and of each class, and what the
   *     others were taken for
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d of %d images are recognised, %.1f %% (95 %% interval %.1f to %.1f %%); the mean"
                + " over classes is %.1f %%.",
            data,
            confusion.correct(),
            confusion.total(),
            100 * confusion.accuracy(),
            100 * interval().low(),
            100 * interval().high(),
            100 * confusion.balancedAccuracy()));
    for (int c = 0; c < classes.size(); c++) {
      if (confusion.support(c) > 0) {
        lines.add(line(c));
      }
    }
    return lines;
  }

  private String line(int label) {
    List<String> taken = new ArrayList<>();
    for (int other = 0; other < classes.size(); other++) {
      int count = confusion.counts()[label][other];
      if (count > 0) {
        taken.add(count + " " + classes.get(other));
      }
    }
    return "%s (%d): taken for %s"
        .formatted(classes.get(label), confusion.support(label), String.join(", ", taken));
  }

  private record Document(
      String data,
      List<String> classes,
      int[][] confusion,
      double accuracy,
      double low95,
      double high95,
      double balancedAccuracy) {}

  /**
   * @return the same as JSON
   */
  public String toJson() {
    Document document =
        new Document(
            data,
            classes,
            confusion.counts(),
            confusion.accuracy(),
            interval().low(),
            interval().high(),
            confusion.balancedAccuracy());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(document)
        + "\n";
  }
}
