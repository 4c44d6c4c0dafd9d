package sc.fiji.fewshot.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageFiles;

/**
 * The images of a job, each with the name under which its results are kept.
 *
 * @param inputs in the order in which they are classified
 */
public record InputList(List<Input> inputs) {

  /**
   * One image.
   *
   * @param path a file or a folder of DICOM slices
   * @param stem name of its results
   */
  public record Input(Path path, String stem) {}

  /**
   * @param paths files, folders of images (one level deep), or folders of DICOM slices
   * @return their images, folders sorted by name
   * @throws FewShotException if there are none, or two would write the same results
   */
  public static InputList of(List<Path> paths) {
    List<Input> inputs = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path) && !isDicom(path)) {
        list(path).stream().filter(ImageFiles::isImage).forEach(f -> inputs.add(input(f)));
      } else {
        inputs.add(input(path));
      }
    }
    if (inputs.isEmpty()) {
      throw new FewShotException(
          "There are no images in " + paths + "; give files or folders that hold some.");
    }
    Map<String, Path> stems = new HashMap<>();
    for (Input input : inputs) {
      Path other = stems.put(input.stem(), input.path());
      if (other != null) {
        throw new FewShotException(
            "%s and %s would both write '%s.csv'; classify them into two folders."
                .formatted(other, input.path(), input.stem()));
      }
    }
    return new InputList(inputs);
  }

  /**
   * @param number of the share, from 1
   * @param of how many shares
   * @return every {@code of}-th image; all shares together are the whole list
   */
  public InputList shard(int number, int of) {
    List<Input> share = new ArrayList<>();
    for (int i = number - 1; i < inputs.size(); i += of) {
      share.add(inputs.get(i));
    }
    return new InputList(share);
  }

  private static Input input(Path path) {
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return new Input(path, Files.isDirectory(path) || dot <= 0 ? name : name.substring(0, dot));
  }

  private static boolean isDicom(Path folder) {
    return list(folder).stream()
        .anyMatch(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".dcm"));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }
}
