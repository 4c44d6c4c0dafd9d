package sc.fiji.fewshot.annotate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;

/**
 * The marked examples and their classes.
 *
 * @param classes sorted by name
 * @param examples in the order in which they were marked
 */
public record SupportSet(List<LabelClass> classes, List<Example> examples) {

  /** More do not fit into a label map of 8 bits, in which 0 is what is unknown. */
  public static final int MOST_CLASSES = 255;

  /** A region of fewer pixels than a square of this side is taken for a slip of the mouse. */
  private static final int SMALLEST_SIDE = 3;

  /** Copies both lists. */
  public SupportSet {
    classes = List.copyOf(classes);
    examples = List.copyOf(examples);
  }

  /**
   * @param examples marked regions
   * @param colours known colours by class name; other classes take the next of {@link ClassPalette}
   * @return the support set
   */
  public static SupportSet of(List<Example> examples, Map<String, Integer> colours) {
    TreeSet<String> names = new TreeSet<>();
    examples.forEach(e -> names.add(e.className()));
    List<LabelClass> classes = new ArrayList<>();
    for (String name : names) {
      Integer known = colours.get(name);
      classes.add(
          new LabelClass(name, known == null ? ClassPalette.colour(classes.size()) : known));
    }
    return new SupportSet(classes, examples);
  }

  /**
   * @param className of a class in this set
   * @return its number
   */
  public int label(String className) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).name().equals(className)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no class " + className);
  }

  /**
   * Checks that there is something to learn from.
   *
   * @throws FewShotException if there are no examples, only one class or more than {@value
   *     #MOST_CLASSES}
   */
  public void checkClasses() {
    if (examples.isEmpty()) {
      throw new FewShotException(
          "There are no marked regions; mark at least one for each of two classes.");
    }
    if (classes.size() < 2) {
      throw new FewShotException(
          "All marked regions are of one class ('"
              + classes.get(0).name()
              + "'); mark at least one region of a second class.");
    }
    checkNumber(classes.size());
  }

  /**
   * @param classes how many there are
   * @throws FewShotException if they are more than {@value #MOST_CLASSES}
   */
  public static void checkNumber(int classes) {
    if (classes > MOST_CLASSES) {
      throw new FewShotException(
          "There are %d classes, but a label map holds at most %d; join some or leave some out."
              .formatted(classes, MOST_CLASSES));
    }
  }

  /**
   * Checks that a region can be learnt from.
   *
   * @param example of any set
   * @param image that was marked
   * @throws FewShotException if the region lies outside of the image or has hardly any pixels
   */
  public static void check(Example example, ImageSource image) {
    check(example, new Box(0, 0, image.width(), image.height()), image);
  }

  private static void check(Example example, Box whole, ImageSource image) {
    Region region = example.region();
    if (example.slice() < 0 || example.slice() >= image.slices()) {
      throw new FewShotException(
          "The region '%s' is on slice %d, but %s has %d; check that the regions belong to this image."
              .formatted(example.name(), example.slice() + 1, image.name(), image.slices()));
    }
    Box box = region.bounds();
    if (!whole.contains(box)) {
      throw new FewShotException(
          "The region '%s' (x %d to %d, y %d to %d) reaches outside of %s (%d x %d); move or remove it."
              .formatted(
                  example.name(),
                  box.x(),
                  box.right() - 1,
                  box.y(),
                  box.bottom() - 1,
                  image.name(),
                  image.width(),
                  image.height()));
    }
    if (region.area() < SMALLEST_SIDE * SMALLEST_SIDE) {
      throw new FewShotException(
          "The region '%s' has only %d pixel(s); draw it larger or remove it."
              .formatted(example.name(), region.area()));
    }
  }
}
