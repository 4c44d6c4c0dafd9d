package sc.fiji.fewshot.batch.spark;

import java.io.Serializable;
import java.nio.file.Path;
import sc.fiji.fewshot.batch.input.Input;

/**
 * An image as it is told to other machines.
 *
 * @param path absolute, or a web address
 * @param series which of its images, 0-based
 * @param name of its results
 */
record RemoteInput(String path, int series, String name) implements Serializable {

  static RemoteInput of(Input input) {
    String where =
        input.where().isWeb() ? input.where().text() : input.path().toAbsolutePath().toString();
    return new RemoteInput(where, input.series(), input.name());
  }

  Input input() {
    return new Input(Path.of(path), series, name);
  }
}
