package sc.fiji.fewshot.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.io.ClassifierFile;

/** Where a classifier may be written, so that training replaces nothing but classifiers. */
public final class ClassifierTarget {

  private ClassifierTarget() {}

  /**
   * Checks a file before the training.
   *
   * @param file to be written
   * @param overwrite whether it may be replaced; if not, the caller looks whether it is there
   * @param sources images and examples to learn from, whether they are there or not
   * @throws FewShotException if the file is one of the sources, under whatever name, or is no
   *     classifier although it is to be replaced
   */
  public static void check(Path file, boolean overwrite, List<Path> sources) {
    if (!Files.exists(file)) {
      return;
    }
    for (Path source : sources) {
      if (isSame(file, source)) {
        throw new FewShotException(
            "%s is what is learnt from, not a place for the classifier; choose another name for that."
                .formatted(file));
      }
    }
    if (overwrite) {
      checkIsClassifier(file);
    }
  }

  private static boolean isSame(Path file, Path source) {
    try {
      return Files.exists(source) && Files.isSameFile(file, source);
    } catch (IOException e) {
      throw new FewShotException(source + " cannot be read; check its permissions.", e);
    }
  }

  private static void checkIsClassifier(Path file) {
    try {
      ClassifierFile.read(file);
    } catch (FewShotException e) {
      throw new FewShotException(
          file + " is no classifier file, so it is not replaced; choose another name.", e);
    }
  }
}
