package sc.fiji.fewshot.session.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Head;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.UnknownDetector;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.guidance.Need.Reason;

class QualityTest {

  private static final double NAN = Double.NaN;

  @Test
  void countsLeftOutMarksByHand() {
    // Class a: 4 marks, one taken for b; class b: 3 of 3; class c: one mark, not left out.
    int[] labels = {0, 0, 0, 0, 1, 1, 1, 2};
    double[][] leftOut = {
      {.8, .1, .1}, {.6, .3, .1}, {.7, .2, .1}, {.3, .6, .1},
      {.2, .7, .1}, {.1, .8, .1}, {.1, .9, 0}, {NAN, NAN, NAN}
    };
    Quality quality = Quality.of(state(labels, "a", "b", "c"), learnt(labels, leftOut, "abc"));
    assertArrayEquals(new int[] {3, 1, 0}, quality.leftOut().counts()[0]);
    assertArrayEquals(new int[] {0, 3, 0}, quality.leftOut().counts()[1]);
    assertArrayEquals(new int[] {0, 0, 0}, quality.leftOut().counts()[2]);
    assertEquals(6 / 7.0, quality.accuracy(), 1e-12);
    // 6 of 7: scipy.stats.binomtest(6, 7).proportion_ci(method="exact").
    assertEquals(0.42128, quality.interval().low(), 1e-5);
    assertEquals(0.99639, quality.interval().high(), 1e-5);
  }

  @Test
  void classesThatNeedMarksComeMostUrgentFirst() {
    // a: 8 of 8, nothing missing; b: 4 of 4; c: 3 of 5; d: 2 marks; e: none; f: 2 of 5.
    List<Integer> labels = new ArrayList<>();
    List<double[]> leftOut = new ArrayList<>();
    int[][] classes = {{0, 8, 8}, {1, 4, 4}, {2, 3, 5}, {3, 2, 2}, {4, 2, 5}};
    for (int[] c : classes) {
      for (int i = 0; i < c[2]; i++) {
        double[] row = new double[5];
        row[i < c[1] ? c[0] : 0] = 1;
        labels.add(c[0]);
        leftOut.add(row);
      }
    }
    int[] numbers = labels.stream().mapToInt(Integer::intValue).toArray();
    // In the window class e, which has no marks, stands before f.
    int[] all = IntStream.of(numbers).map(label -> label == 4 ? 5 : label).toArray();
    List<Need> needs =
        Quality.of(
                state(all, "a", "b", "c", "d", "e", "f"),
                learnt(numbers, leftOut.toArray(double[][]::new), "abcdf"))
            .needs();
    assertEquals(
        List.of("e", "d", "f", "c", "b"), needs.stream().map(n -> n.label().name()).toList());
    assertEquals(
        List.of(Reason.UNMARKED, Reason.FEW, Reason.MISSED, Reason.MISSED, Reason.UNCERTAIN),
        needs.stream().map(Need::reason).toList());
    assertEquals(List.of(0, 2, 5, 5, 4), needs.stream().map(Need::marks).toList());
    // 4 of 4: the fourth root of 0.025.
    assertEquals(Math.pow(0.025, 0.25), needs.get(4).recall().low(), 1e-9);
  }

  @Test
  void aMarkThatTheOthersGiveToAnotherClassIsSuspect() {
    // Own probabilities: a .95 .85 .05, mean .6167, 0.9 of which is .555; b .8 .6 .44, mean .6133.
    int[] labels = {0, 0, 0, 1, 1, 1};
    double[][] leftOut = {{.95, .05}, {.85, .15}, {.05, .95}, {.2, .8}, {.4, .6}, {.56, .44}};
    List<Suspect> suspects =
        Quality.of(state(labels, "a", "b"), learnt(labels, leftOut, "ab")).suspects();
    assertEquals(List.of(2, 5), suspects.stream().map(Suspect::index).toList());
    assertEquals("b", suspects.get(0).likely().name());
    assertEquals(.05, suspects.get(0).ownProbability());
    assertEquals(.95, suspects.get(0).likelyProbability());
    assertEquals("a", suspects.get(0).mark().example().className());
    // Just below .555, mark 5 no longer looks like a.
    leftOut[5] = new double[] {.55, .45};
    assertEquals(
        List.of(2),
        Quality.of(state(labels, "a", "b"), learnt(labels, leftOut, "ab")).suspects().stream()
            .map(Suspect::index)
            .toList());
  }

  @Test
  void oneSwappedMarkIsFoundAndNoOther() {
    try (MadeScene scene = new MadeScene()) {
      List<Mark> marks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        marks.add(scene.mark(2 + 3 * i, 2, 0, 0));
        marks.add(scene.mark(23 + 3 * i, 2, 1, 0));
        marks.add(scene.mark(2 + 3 * i, 24, i == 3 ? 1 : 2, 0));
      }
      SessionState state =
          SessionState.empty()
              .withClass(MadeScene.name(0))
              .withClass(MadeScene.name(1))
              .withClass(MadeScene.name(2))
              .withMarks(marks);
      Quality quality = Quality.of(state, scene.learn(marks));
      assertEquals(1, quality.suspects().size(), quality.suspects().toString());
      assertEquals(marks.get(11), quality.suspects().get(0).mark());
      assertEquals(MadeScene.name(2), quality.suspects().get(0).likely().name());
      assertEquals(14 / 15.0, quality.accuracy(), 1e-12);
    }
  }

  @Test
  void withoutAnythingLearntItSaysWhatIsMissing() {
    SessionState state = state(new int[] {0}, "a", "b");
    Quality quality = Quality.of(state, Optional.empty());
    assertTrue(Double.isNaN(quality.accuracy()));
    assertEquals(0, quality.interval().low());
    assertEquals(1, quality.interval().high());
    assertEquals(
        List.of("b UNMARKED", "a FEW"),
        quality.needs().stream().map(n -> n.label().name() + " " + n.reason()).toList());
    assertEquals(List.of(), quality.suspects());
  }

  private static SessionState state(int[] labels, String... names) {
    SessionState state = SessionState.empty();
    for (String name : names) {
      state = state.withClass(name);
    }
    return state.withMarks(marks(labels, List.of(names)));
  }

  private static List<Mark> marks(int[] labels, List<String> names) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      marks.add(
          new Mark(
              new Roi(64 * i, 0, 64, 64),
              new Example(Region.rectangle(64 * i, 0, 64, 64), 0, names.get(labels[i]), "m" + i)));
    }
    return marks;
  }

  /** Only what left-out marks got matters here. */
  private static Optional<Learnt> learnt(int[] labels, double[][] leftOut, String names) {
    List<LabelClass> classes =
        names.chars().mapToObj(c -> new LabelClass(Character.toString(c), c)).toList();
    int n = classes.size();
    Fitted fitted =
        new Fitted(
            Head.linear("made", new float[n][2], new float[n]),
            1,
            0,
            0,
            leftOut,
            new double[0][],
            new double[0][],
            "");
    float[][] z = new float[labels.length][2];
    return Optional.of(
        new Learnt(
            classes,
            marks(labels, classes.stream().map(LabelClass::name).toList()),
            new Support(z, labels, n),
            new FittedHead(fitted, new UnknownDetector(new float[n][2], new float[n], 1, 1)),
            false,
            Refinement.none()));
  }
}
