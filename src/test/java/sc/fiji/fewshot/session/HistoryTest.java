package sc.fiji.fewshot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final int LIMIT = 500;

  @Test
  void twoHundredRandomChangesGoBackAndForth() {
    for (long seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      History history = new History(SessionState.empty());
      List<SessionState> states = new ArrayList<>(List.of(history.current()));
      while (states.size() <= 200) {
        SessionState next = change(history.current(), random, states.size());
        boolean other = !next.equals(history.current());
        assertEquals(other, history.go(next));
        if (other) {
          states.add(next);
        }
      }
      for (int i = 199; i >= 0; i--) {
        assertTrue(history.undo());
        assertEquals(states.get(i), history.current());
      }
      assertFalse(history.canUndo());
      assertFalse(history.undo());
      for (int i = 1; i <= 200; i++) {
        assertTrue(history.redo());
        assertEquals(states.get(i), history.current());
      }
      assertFalse(history.canRedo());
      assertFalse(history.redo());
    }
  }

  /** Any change that a user can make. */
  private static SessionState change(SessionState state, Random random, int number) {
    int classes = state.classes().size();
    int marks = state.marks().size();
    if (classes == 0) {
      return state.withClass("class " + number);
    }
    int label = random.nextInt(classes);
    String name = state.classes().get(label).name();
    switch (random.nextInt(marks > 0 ? 10 : 6)) {
      case 0:
        return state.withClass("class " + number);
      case 1:
        return state.withClassName(label, "renamed " + number);
      case 2:
        return state.withClassColour(label, random.nextInt(0x1000000));
      case 3:
        return state.withClassMoved(label, random.nextInt(classes));
      case 4:
        return state.withOptions(o -> o.withPatch(8 + random.nextInt(200)));
      case 5:
        return state.withMarks(
            List.of(SessionStateTest.mark(name, number, 8 + random.nextInt(90))));
      case 6:
        return state.withMarkClass(random.nextInt(marks), name);
      case 7:
        return state.withoutMark(random.nextInt(marks));
      case 8:
        return random.nextInt(5) == 0 ? state.withoutClass(label) : state;
      default:
        return state.withMarks(
            List.of(
                SessionStateTest.mark(name, number, 40),
                SessionStateTest.mark(name, number + 1000, 50)));
    }
  }

  @Test
  void aNewChangeAfterUndoForgetsWhatWasUndone() {
    History history = new History(SessionState.empty());
    SessionState a = SessionState.empty().withClass("a");
    history.go(a);
    history.undo();
    assertTrue(history.canRedo());
    assertFalse(history.go(SessionState.empty()), "no change, so redo stays possible");
    assertTrue(history.canRedo());
    assertTrue(history.go(SessionState.empty().withClass("b")));
    assertFalse(history.canRedo());
    assertTrue(history.undo());
    assertEquals(SessionState.empty(), history.current());
  }

  @Test
  void theOldestStatesAreForgottenFirst() {
    History history = new History(SessionState.empty());
    List<SessionState> states = new ArrayList<>(List.of(history.current()));
    for (int i = 1; i <= LIMIT + 20; i++) {
      int patch = 8 + i;
      states.add(states.get(i - 1).withOptions(o -> o.withPatch(patch)));
      history.go(states.get(i));
    }
    int steps = 0;
    while (history.undo()) {
      steps++;
    }
    assertEquals(LIMIT, steps);
    assertEquals(states.get(20), history.current());
    while (history.canRedo()) {
      history.redo();
    }
    assertEquals(states.get(LIMIT + 20), history.current());
  }
}
