package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.ClassPalette;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.learn.Adaptation;

/**
 * All that the user decided, immutable: an undo is the state before.
 *
 * @param classes in the user's order, names unique; some may have no mark yet
 * @param marks in the order in which they were made; their classes are among {@code classes}
 * @param options how to learn and to predict
 */
public record SessionState(List<LabelClass> classes, List<Mark> marks, SessionOptions options) {

  /** Patches that a guess may be off by before it is followed: a factor. */
  private static final double CLOSE_ENOUGH = 1.25;

  /** Copies both lists and checks that the names are unique and no mark is of another class. */
  public SessionState {
    classes = List.copyOf(classes);
    marks = List.copyOf(marks);
    Set<String> names = new HashSet<>();
    for (LabelClass label : classes) {
      if (!names.add(label.name())) {
        throw new IllegalArgumentException("two classes " + label.name());
      }
    }
    for (Mark mark : marks) {
      if (!names.contains(mark.example().className())) {
        throw new IllegalArgumentException("no class " + mark.example().className());
      }
    }
  }

  /**
   * @return no classes, no marks, automatic options
   */
  public static SessionState empty() {
    return new SessionState(List.of(), List.of(), SessionOptions.usual());
  }

  /**
   * @param name of a new class
   * @return this state with that class at the end, in the first colour of the palette that is free
   * @throws FewShotException if the name is blank or taken
   */
  public SessionState withClass(String name) {
    List<LabelClass> all = new ArrayList<>(classes);
    all.add(new LabelClass(free(name), freeColour()));
    return new SessionState(all, marks, options);
  }

  private String free(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()) {
      throw new FewShotException("A class needs a name; type one.");
    }
    if (indexOf(stripped) >= 0) {
      throw new FewShotException(
          "There is a class '" + stripped + "' already; choose another name.");
    }
    return stripped;
  }

  private int freeColour() {
    int number = 0;
    while (true) {
      int colour = ClassPalette.colour(number);
      if (classes.stream().noneMatch(c -> c.rgb() == colour)) {
        return colour;
      }
      number++;
    }
  }

  /**
   * @param name of a class
   * @return its number, -1 if there is none
   */
  public int indexOf(String name) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * @param index of a class
   * @param name its new name
   * @return this state with that name, in the marks too
   * @throws FewShotException if the name is blank or another class has it
   */
  public SessionState withClassName(int index, String name) {
    LabelClass old = classes.get(index);
    if (old.name().equals(name.strip())) {
      return this;
    }
    LabelClass renamed = new LabelClass(free(name), old.rgb());
    List<Mark> moved =
        marks.stream()
            .map(m -> m.example().className().equals(old.name()) ? m.withClass(renamed.name()) : m)
            .toList();
    return new SessionState(replaced(classes, index, renamed), moved, options);
  }

  /**
   * @param index of a class
   * @param rgb its new colour, 0xRRGGBB
   * @return this state with that colour
   */
  public SessionState withClassColour(int index, int rgb) {
    LabelClass recoloured = new LabelClass(classes.get(index).name(), rgb & 0xffffff);
    return new SessionState(replaced(classes, index, recoloured), marks, options);
  }

  /**
   * @param index of a class
   * @return this state without that class and its marks
   */
  public SessionState withoutClass(int index) {
    String name = classes.get(index).name();
    List<LabelClass> rest = new ArrayList<>(classes);
    rest.remove(index);
    return new SessionState(
        rest, marks.stream().filter(m -> !m.example().className().equals(name)).toList(), options);
  }

  /**
   * @param from number of a class
   * @param to the number that it gets
   * @return this state with the classes in that order
   */
  public SessionState withClassMoved(int from, int to) {
    List<LabelClass> moved = new ArrayList<>(classes);
    moved.add(to, moved.remove(from));
    return new SessionState(moved, marks, options);
  }

  /**
   * Adds marks; the first one tells the patch size, if that is automatic.
   *
   * @param more marks of classes of this state
   * @return this state with them
   */
  public SessionState withMarks(List<Mark> more) {
    List<Mark> all = new ArrayList<>(marks);
    all.addAll(more);
    return new SessionState(classes, all, options.patch() == 0 ? guessed(all) : options);
  }

  private SessionOptions guessed(List<Mark> all) {
    if (all.isEmpty()) {
      return options;
    }
    List<Example> examples = all.stream().map(Mark::example).toList();
    int side = Math.max(InputSpec.SMALLEST_PATCH, RegionTrainer.usualPatch(examples));
    double factor = (double) side / SessionOptions.USUAL_PATCH;
    // What was encoded while nothing was marked is kept where it is good enough.
    boolean close = factor < CLOSE_ENOUGH && factor > 1 / CLOSE_ENOUGH;
    return options.withPatch(close ? SessionOptions.USUAL_PATCH : side);
  }

  /**
   * @param index of a mark
   * @return this state without it
   */
  public SessionState withoutMark(int index) {
    List<Mark> rest = new ArrayList<>(marks);
    rest.remove(index);
    return new SessionState(classes, rest, options);
  }

  /**
   * @param index of a mark
   * @param className its right class, one of this state
   * @return this state with the mark corrected
   */
  public SessionState withMarkClass(int index, String className) {
    return new SessionState(
        classes, replaced(marks, index, marks.get(index).withClass(className)), options);
  }

  /**
   * @param change of the options
   * @return this state with other options
   */
  public SessionState withOptions(UnaryOperator<SessionOptions> change) {
    return new SessionState(classes, marks, change.apply(options));
  }

  /**
   * @return how many marks each class has, in the order of the classes
   */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    marks.forEach(m -> counts[indexOf(m.example().className())]++);
    return counts;
  }

  /**
   * @return whether the backbone is to be adapted: that was asked for, and there are two classes to
   *     tell apart
   */
  boolean adapts() {
    return options.adapting() != Adaptation.NONE
        && Arrays.stream(counts()).filter(n -> n > 0).count() > 1;
  }

  private static <T> List<T> replaced(List<T> list, int index, T value) {
    List<T> copy = new ArrayList<>(list);
    copy.set(index, value);
    return copy;
  }
}
