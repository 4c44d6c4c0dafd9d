package sc.fiji.fewshot.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;

/**
 * The methods that a user can choose from: all classes on the class path that are annotated as
 * such, found by SciJava's index of annotations.
 */
public final class FewShotMethods {

  private static final List<FewShotMethod> ALL = discover(FewShotMethods.class.getClassLoader());

  private FewShotMethods() {}

  private record Found(double priority, FewShotMethod method) {}

  private static List<FewShotMethod> discover(ClassLoader loader) {
    List<Found> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (IndexItem<Plugin> item : Index.load(Plugin.class, loader)) {
      if (isMethod(item) && seen.add(item.className())) {
        found.add(new Found(item.annotation().priority(), create(item.className(), loader)));
      }
    }
    found.sort(
        Comparator.comparingDouble((Found f) -> -f.priority())
            .thenComparing((Found f) -> f.method().name()));
    return found.stream().map(Found::method).toList();
  }

  private static boolean isMethod(IndexItem<Plugin> item) {
    try {
      return item.annotation().type() == FewShotMethod.class;
    } catch (ClassCastException | LinkageError e) {
      // A plugin of others whose type is not there: none of ours.
      return false;
    }
  }

  private static FewShotMethod create(String className, ClassLoader loader) {
    try {
      return (FewShotMethod)
          Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          className + " needs a public constructor without parameters", e);
    }
  }

  /** All of them with their usual options, the default one first. */
  public static List<FewShotMethod> all() {
    return ALL;
  }

  /** Their names, the default one first. */
  public static List<String> names() {
    return ALL.stream().map(FewShotMethod::name).toList();
  }

  /** What may be chosen from: each method, followed by it with each one of its options changed. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (FewShotMethod method : ALL) {
      words.add(method.name());
      for (MethodOption option : method.options()) {
        option.values().stream()
            .skip(1)
            .map(value -> "%s:%s=%s".formatted(method.name(), option.key(), value))
            .forEach(words::add);
      }
    }
    return words;
  }

  /**
   * @param word as {@link #parse} takes it
   * @return what the method does, and what the options that are written after it choose
   * @throws FewShotException if there is no such method, option or value
   */
  public static String describe(String word) {
    MethodWord parsed = MethodWord.parse(word);
    FewShotMethod method = find(parsed);
    parsed.valuesFor(method);
    StringBuilder text = new StringBuilder(method.describe());
    method.options().stream()
        .filter(option -> parsed.chosen().stream().anyMatch(c -> c.startsWith(option.key() + "=")))
        .forEach(option -> text.append(' ').append(option.description()));
    return text.toString();
  }

  /**
   * The method that a user names.
   *
   * @param word one of {@link #names()}, or such a name with options: {@code NAME:key=value}
   * @throws FewShotException if there is no such method, option or value
   */
  public static FewShotMethod parse(String word) {
    MethodWord parsed = MethodWord.parse(word);
    FewShotMethod method = find(parsed);
    return method.with(parsed.valuesFor(method));
  }

  private static FewShotMethod find(MethodWord word) {
    return ALL.stream()
        .filter(m -> m.name().equals(word.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new FewShotException(
                    "There is no method \"%s\": choose one of %s."
                        .formatted(word.name(), String.join(", ", names()))));
  }
}
