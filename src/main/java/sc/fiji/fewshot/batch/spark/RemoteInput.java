package sc.fiji.fewshot.batch.spark;

import java.io.Serializable;
import java.nio.file.Path;
import sc.fiji.fewshot.batch.input.Input;

/**
 * An image as it is told to other machines.
 *
 * @param path absolute
 * @param name of its results
 */
record RemoteInput(String path, String name) implements Serializable {

  static RemoteInput of(Input input) {
    return new RemoteInput(input.path().toAbsolutePath().toString(), input.name());
  }

  Input input() {
    return new Input(Path.of(path), name);
  }
}
