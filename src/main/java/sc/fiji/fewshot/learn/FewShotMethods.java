package sc.fiji.fewshot.learn;

import java.util.List;
import sc.fiji.fewshot.FewShotException;

/** The methods that a user can choose from. */
public final class FewShotMethods {

  private static final List<FewShotMethod> ALL =
      List.of(new AutoMethod(), new PrototypicalMethod(), new RidgeMethod(), new LdaMethod());

  private FewShotMethods() {}

  /** All of them, the default one first. */
  public static List<FewShotMethod> all() {
    return ALL;
  }

  /** Their names, the default one first. */
  public static List<String> names() {
    return ALL.stream().map(FewShotMethod::name).toList();
  }

  /**
   * The method of some name.
   *
   * @param name one of {@link #names()}
   * @throws FewShotException if there is none
   */
  public static FewShotMethod byName(String name) {
    return ALL.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new FewShotException(
                    "There is no method \""
                        + name
                        + "\": choose one of "
                        + String.join(", ", names())
                        + "."));
  }
}
