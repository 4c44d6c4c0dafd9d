package sc.fiji.fewshot.ui.window;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.session.SessionState;

/** Which class and which marks the user works with. */
public final class Selection {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private String className;
  private List<Mark> marks = List.of();

  /**
   * @param listener called after each change
   */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * @return the class that is worked with, if there is one
   */
  public Optional<String> className() {
    return Optional.ofNullable(className);
  }

  /**
   * @param state that the class is of
   * @return the class's number, -1 for none
   */
  public int classIndex(SessionState state) {
    return className == null ? -1 : state.indexOf(className);
  }

  /**
   * @return the marks that are worked with
   */
  public List<Mark> marks() {
    return marks;
  }

  /**
   * @param name of a class; null for none
   */
  public void selectClass(String name) {
    if (!Objects.equals(name, className)) {
      className = name;
      listeners.forEach(Runnable::run);
    }
  }

  /**
   * @param chosen marks to work with
   */
  public void selectMarks(List<Mark> chosen) {
    if (!chosen.equals(marks)) {
      marks = List.copyOf(chosen);
      listeners.forEach(Runnable::run);
    }
  }

  /** Drops what is no longer there, and selects a class where there is one. */
  void follow(SessionState state) {
    if (classIndex(state) < 0) {
      selectClass(state.classes().isEmpty() ? null : state.classes().get(0).name());
    }
    selectMarks(marks.stream().filter(state.marks()::contains).toList());
  }
}
