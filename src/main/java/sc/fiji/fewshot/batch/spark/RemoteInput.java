package sc.fiji.fewshot.batch.spark;

import java.io.Serializable;
import java.nio.file.Path;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.image.ImageLocation;

/**
 * An image as it is told to other machines.
 *
 * @param place an absolute path, or a web address
 * @param series which of its images, 0-based
 * @param name of its results
 */
record RemoteInput(String place, int series, String name) implements Serializable {

  static RemoteInput of(Input input) {
    ImageLocation where = input.where();
    String place = where.isWeb() ? where.text() : where.path().toAbsolutePath().toString();
    return new RemoteInput(place, input.series(), input.name());
  }

  Input input() {
    return new Input(Path.of(place), series, name);
  }
}
