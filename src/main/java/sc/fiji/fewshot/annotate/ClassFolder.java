package sc.fiji.fewshot.annotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageFiles;

/**
 * A folder of classes: {@code class/image.png}.
 *
 * @param name of the folder
 * @param classes names of its sub-folders, sorted
 * @param images files, class by class, each class sorted by name
 * @param labels the class of each file, a number into {@code classes}
 */
public record ClassFolder(
    String name, List<String> classes, List<Path> images, List<Integer> labels) {

  /**
   * @param folder to read
   * @return its classes and images
   * @throws FewShotException if there are not at least two sub-folders with images
   */
  public static ClassFolder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FewShotException("There is no folder " + folder + ".");
    }
    List<String> classes = new ArrayList<>();
    List<Path> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path sub : list(folder)) {
      List<Path> files =
          Files.isDirectory(sub)
              ? list(sub).stream().filter(ImageFiles::isImage).toList()
              : List.of();
      if (!files.isEmpty()) {
        files.forEach(f -> labels.add(classes.size()));
        images.addAll(files);
        classes.add(sub.getFileName().toString());
      }
    }
    if (classes.size() < 2) {
      throw new FewShotException(
          folder
              + " must hold one sub-folder of images for each of at least two classes, but "
              + (classes.isEmpty()
                  ? "none was found."
                  : "only '" + classes.get(0) + "' was found."));
    }
    return new ClassFolder(
        folder.toAbsolutePath().normalize().getFileName().toString(), classes, images, labels);
  }

  /**
   * Reads a folder of classes, or each of the data sets in a folder of folders of classes.
   *
   * @param folder {@code folder/class/image.png} or {@code folder/set/class/image.png}
   * @return the data sets, sorted by name
   * @throws FewShotException if there is none, or one of them has not two classes with images
   */
  public static List<ClassFolder> readAll(Path folder) {
    if (!Files.isDirectory(folder) || holdsClasses(folder)) {
      return List.of(read(folder));
    }
    List<ClassFolder> sets =
        list(folder).stream().filter(ClassFolder::holdsClasses).map(ClassFolder::read).toList();
    if (sets.isEmpty()) {
      throw new FewShotException(
          "No images were found in "
              + folder
              + "; it must hold a folder of images for each class, or such folders of classes.");
    }
    return sets;
  }

  private static boolean holdsClasses(Path folder) {
    return Files.isDirectory(folder)
        && list(folder).stream()
            .anyMatch(
                sub -> Files.isDirectory(sub) && list(sub).stream().anyMatch(ImageFiles::isImage));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }
}
