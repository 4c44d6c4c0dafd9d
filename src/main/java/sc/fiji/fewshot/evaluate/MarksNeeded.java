package sc.fiji.fewshot.evaluate;

import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.learn.Shots;

/**
 * How many marks a class a rival needs for what another method does with {@value #MARKS}. Each
 * number is tried in episodes of so many shots, of which the other method sees the first {@value
 * #MARKS}: both recognise the same queries of the same classes, however few classes are large
 * enough for it.
 *
 * @param data name of the data set
 * @param needed the first number tried with which the rival was at least as good; 0 if there was
 *     none
 * @param tried the largest number tried
 */
public record MarksNeeded(String data, int needed, int tried) {

  /** Marks a class that the other method has. */
  public static final int MARKS = 5;

  /** Numbers of marks to try. */
  private static final List<Integer> TRIED = List.of(5, 10, 15, 20, 25, 35, 50, 75, 100);

  /** Telling two classes apart is too different a task from telling five. */
  private static final int LEAST_WAYS = 3;

  /** The number, or {@code > N} if even N were not enough. */
  public String text() {
    return needed > 0 ? Integer.toString(needed) : "> " + tried;
  }

  /**
   * Finds the number; blocks until done.
   *
   * @param folder the data set
   * @param ours has {@value #MARKS} marks a class
   * @param rival has ever more
   * @param plan of the episodes
   * @param episodes how many for each number
   * @param workers to run on; stay the caller's
   * @throws FewShotException if the data set is too small for {@value #MARKS} shots
   */
  public static MarksNeeded find(
      ClassFolder folder,
      Learner ours,
      Learner rival,
      BenchmarkPlan plan,
      int episodes,
      WorkerPool workers) {
    int waysAtFirst = plan.sampler(folder, MARKS).ways();
    int last = 0;
    for (int marks : TRIED) {
      if (classesWithMoreThan(marks, folder) < Math.min(LEAST_WAYS, waysAtFirst)) {
        break;
      }
      EpisodeSampler sampler = plan.sampler(folder, marks);
      EpisodeRunner runner = new EpisodeRunner(sampler, workers);
      Measurement theirs = runner.run(rival, episodes, false);
      Measurement own = runner.run(new FirstMarks(ours), episodes, false);
      last = marks;
      if (theirs.minus(own).mean() >= 0) {
        return new MarksNeeded(folder.name(), marks, marks);
      }
    }
    return new MarksNeeded(folder.name(), 0, last);
  }

  private static long classesWithMoreThan(int marks, ClassFolder folder) {
    int[] sizes = new int[folder.classes().size()];
    folder.labels().forEach(label -> sizes[label]++);
    return Arrays.stream(sizes).filter(size -> size > marks).count();
  }

  /** A learner that is given the first marks of each class only. */
  private record FirstMarks(Learner learner) implements Learner {

    @Override
    public Recogniser learn(Shots shots, int[] unlabelled) {
      return learner.learn(shots.first(MARKS), unlabelled);
    }
  }
}
