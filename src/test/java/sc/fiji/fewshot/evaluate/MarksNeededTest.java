package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Shots;

class MarksNeededTest {

  private static final BenchmarkPlan PLAN = new BenchmarkPlan(5, List.of(5), 4, 10, 0, false);

  private final WorkerPool workers = new WorkerPool(1);
  private final List<Integer> marksOfOurs = new ArrayList<>();

  @AfterEach
  void close() {
    workers.close();
  }

  private static ClassFolder folder(int... sizes) {
    List<String> classes = new ArrayList<>();
    List<Path> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int size : sizes) {
      for (int i = 0; i < size; i++) {
        images.add(Path.of(classes.size() + "-" + i));
        labels.add(classes.size());
      }
      classes.add("class " + classes.size());
    }
    return new ClassFolder("set", classes, images, labels);
  }

  /** Knows all classes from some number of marks on, and below that takes all for the first. */
  private static Learner enlightenedBy(int marks, ClassFolder folder) {
    return (shots, unlabelled) ->
        image -> {
          double[] probabilities = new double[shots.classes()];
          int answer = 0;
          for (int i = 0; i < shots.images().length; i++) {
            boolean same =
                folder.labels().get(shots.images()[i]).equals(folder.labels().get(image));
            if (same && shots.images().length >= marks * shots.classes()) {
              answer = shots.labels()[i];
            }
          }
          probabilities[answer] = 1;
          return probabilities;
        };
  }

  private MarksNeeded find(ClassFolder folder, int marksOfRival) {
    Learner ours = enlightenedBy(5, folder);
    Learner spied =
        (Shots shots, int[] unlabelled) -> {
          marksOfOurs.add(shots.images().length / shots.classes());
          return ours.learn(shots, unlabelled);
        };
    return MarksNeeded.find(folder, spied, enlightenedBy(marksOfRival, folder), PLAN, 3, workers);
  }

  @Test
  void theFirstNumberThatIsEnough() {
    MarksNeeded found = find(folder(60, 60, 60), 16);
    assertEquals(new MarksNeeded("set", 20, 20), found);
    assertEquals("20", found.text());
    assertTrue(marksOfOurs.stream().allMatch(marks -> marks == 5), marksOfOurs.toString());
  }

  @Test
  void neverMoreThanThreeClassesHaveImagesFor() {
    // More than 35 images are only in two classes.
    assertEquals("> 35", find(folder(60, 60, 36, 8), 40).text());
    assertEquals("> 15", find(folder(20, 20, 20), 40).text());
    assertEquals("> 50", find(folder(60, 70), 80).text());
  }
}
