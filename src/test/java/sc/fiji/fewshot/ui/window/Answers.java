package sc.fiji.fewshot.ui.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Answers as a test wants it, and keeps what was asked. */
public final class Answers implements Asking {

  /** Keys of the questions, in their order. */
  public final List<String> asked = new ArrayList<>();

  /** The answers. */
  public boolean yes;

  public Answer unsaved = Answer.CANCEL;
  public double number;
  public int choice;
  public Path file;

  @Override
  public boolean agrees(String key, Object... values) {
    asked.add(key);
    return yes;
  }

  @Override
  public Answer unsaved(String image, boolean mayCancel) {
    asked.add(mayCancel ? "unsaved" : "unsaved, no way back");
    return unsaved;
  }

  @Override
  public OptionalDouble number(String key, double first, Object... values) {
    asked.add(key);
    return OptionalDouble.of(number);
  }

  @Override
  public Optional<Integer> choose(String key, List<String> choices) {
    asked.add(key + choices);
    return Optional.of(choice);
  }

  @Override
  public Optional<Path> fileToWrite(FileKind kind, String name) {
    asked.add("write " + name);
    // A test that refuses to replace a file gives up after that.
    return asked.contains("file.exists") && !yes ? Optional.empty() : Optional.ofNullable(file);
  }

  @Override
  public Optional<Path> fileToRead(FileKind kind) {
    asked.add("read" + kind.extension());
    return Optional.ofNullable(file);
  }

  @Override
  public void say(String sentence) {
    asked.add(sentence);
  }
}
