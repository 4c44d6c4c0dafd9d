package sc.fiji.fewshot.batch.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageLocation;

/**
 * One image of a job: the smallest piece of work that is recorded as done.
 *
 * @param path a file, a folder that is one image, or what was made of a web address
 * @param series which of its images, 0-based
 * @param name of its results: relative to the folder of results, without an ending, with {@code /}
 *     between folders
 */
public record Input(Path path, int series, String name) {

  /**
   * @return where the image is
   */
  public ImageLocation where() {
    return ImageLocation.of(path);
  }

  /**
   * @return one input for each image that the file holds; itself if there is only one, or if the
   *     file cannot be read, which is told when its turn comes
   */
  List<Input> allSeries() {
    int count;
    try {
      count = ImageFiles.series(where());
    } catch (FewShotException e) {
      return List.of(this);
    }
    if (count == 1) {
      return List.of(this);
    }
    List<Input> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Input(path, i, name + "-series" + (i + 1)));
    }
    return all;
  }
}
