package sc.fiji.fewshot.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Roi;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.ClassPalette;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;

class SessionStateTest {

  private final SessionState two =
      SessionState.empty()
          .withClass("a")
          .withClass("b")
          .withMarks(List.of(mark("a", 0, 64), mark("b", 1, 64), mark("a", 2, 64)));

  static Mark mark(String className, int number, int side) {
    int x = number * 10;
    return new Mark(
        new Roi(x, 0, side, side),
        new Example(Region.rectangle(x, 0, side, side), 0, className, "m" + number));
  }

  private static List<String> names(SessionState state) {
    return state.classes().stream().map(LabelClass::name).toList();
  }

  private static List<String> classesOfMarks(SessionState state) {
    return state.marks().stream().map(m -> m.example().className()).toList();
  }

  @Test
  void renamingAClassKeepsItsMarksColourAndPlace() {
    SessionState renamed = two.withClassName(0, "  c ");
    assertEquals(List.of("c", "b"), names(renamed));
    assertEquals(List.of("c", "b", "c"), classesOfMarks(renamed));
    assertEquals(two.classes().get(0).rgb(), renamed.classes().get(0).rgb());
    for (int i = 0; i < 3; i++) {
      assertSame(two.marks().get(i).roi(), renamed.marks().get(i).roi());
      assertEquals(two.marks().get(i).example().name(), renamed.marks().get(i).example().name());
    }
    assertSame(two, two.withClassName(0, " a "), "the same name is no change");
  }

  @Test
  void namesAreUniqueAndNotBlank() {
    assertThrows(FewShotException.class, () -> two.withClass("a"));
    assertThrows(FewShotException.class, () -> two.withClass(" b "));
    assertThrows(FewShotException.class, () -> two.withClass(" "));
    assertThrows(FewShotException.class, () -> two.withClassName(0, "b"));
    assertThrows(FewShotException.class, () -> two.withClassName(0, ""));
  }

  @Test
  void deletingAClassDeletesItsMarksAndNoOther() {
    SessionState rest = two.withoutClass(0);
    assertEquals(List.of("b"), names(rest));
    assertEquals(List.of(two.marks().get(1)), rest.marks());
    assertEquals(two.options(), rest.options());
  }

  @Test
  void aNewClassTakesTheFirstColourThatIsFree() {
    SessionState state = two.withoutClass(0).withClass("c");
    assertEquals(ClassPalette.colour(1), state.classes().get(0).rgb());
    assertEquals(ClassPalette.colour(0), state.classes().get(1).rgb());
    assertEquals(0x123456, two.withClassColour(1, 0xff123456).classes().get(1).rgb());
  }

  @Test
  void movingClassesMovesNoMarks() {
    SessionState moved = two.withClass("c").withClassMoved(0, 2);
    assertEquals(List.of("b", "c", "a"), names(moved));
    assertEquals(two.marks(), moved.marks());
    assertArrayEquals(new int[] {1, 0, 2}, moved.counts());
  }

  @Test
  void correctingAMarkChangesOnlyItsClass() {
    SessionState corrected = two.withMarkClass(2, "b");
    assertEquals(List.of("a", "b", "b"), classesOfMarks(corrected));
    assertEquals(
        two.marks().get(2).example().region(), corrected.marks().get(2).example().region());
    assertEquals(List.of("a", "a"), classesOfMarks(two.withoutMark(1)));
  }

  @Test
  void marksNeedAClassOfTheSession() {
    assertThrows(IllegalArgumentException.class, () -> two.withMarks(List.of(mark("c", 0, 64))));
    assertThrows(IllegalArgumentException.class, () -> two.withMarkClass(0, "c"));
  }

  @Test
  void theFirstMarkGuessesThePatchAndLaterOnesLeaveIt() {
    SessionState none = SessionState.empty().withClass("a");
    assertEquals(0, none.options().patch());
    assertEquals(64, none.options().patchSide());
    assertEquals(16, none.options().strideLength());
    SessionState small = none.withMarks(List.of(mark("a", 0, 30)));
    assertEquals(30, small.options().patch());
    assertEquals(7, small.options().strideLength());
    assertEquals(30, small.withMarks(List.of(mark("a", 1, 200))).options().patch());
    // The median of several that come together.
    SessionState many =
        none.withMarks(List.of(mark("a", 0, 30), mark("a", 1, 40), mark("a", 2, 200)));
    assertEquals(40, many.options().patch());
  }

  @Test
  void aGuessNearTheUsualPatchKeepsWhatIsEncoded() {
    SessionState none = SessionState.empty().withClass("a");
    // 64 / 1.25 = 51.2, 64 * 1.25 = 80.
    int[][] sides = {{51, 51}, {52, 64}, {79, 64}, {80, 80}};
    for (int[] side : sides) {
      assertEquals(
          side[1], none.withMarks(List.of(mark("a", 0, side[0]))).options().patch(), "" + side[0]);
    }
  }

  @Test
  void aPatchThatTheUserChoseIsNotGuessed() {
    SessionState chosen = SessionState.empty().withOptions(o -> o.withPatch(100)).withClass("a");
    assertEquals(100, chosen.withMarks(List.of(mark("a", 0, 30))).options().patch());
  }

  @Test
  void aStrideThatNoLongerFitsBecomesAutomatic() {
    SessionOptions wide = new SessionOptions("auto", 100, 90, "embedded", "auto", null, null, null);
    assertEquals(0, wide.withPatch(80).stride());
    assertEquals(90, wide.withPatch(95).stride());
    assertEquals(0, wide.withPatch(0).stride());
    assertTrue(
        assertThrows(
                FewShotException.class,
                () -> new SessionOptions("auto", 0, 65, "embedded", "auto", null, null, null))
            .getMessage()
            .contains("(64)"));
  }

  @Test
  void statesDoNotChangeWithTheListsThatTheyWereMadeOf() {
    List<Mark> marks = new java.util.ArrayList<>(two.marks());
    SessionState state = new SessionState(two.classes(), marks, two.options());
    marks.clear();
    assertEquals(two, state);
    assertThrows(UnsupportedOperationException.class, () -> state.marks().clear());
  }
}
