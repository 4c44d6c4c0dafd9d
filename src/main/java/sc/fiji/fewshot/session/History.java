package sc.fiji.fewshot.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** The states that were, for undo and redo. */
final class History {

  private static final int LONGEST = 500;

  private final Deque<SessionState> before = new ArrayDeque<>();
  private final Deque<SessionState> after = new ArrayDeque<>();
  private SessionState current;

  History(SessionState first) {
    current = first;
  }

  SessionState current() {
    return current;
  }

  /** Returns whether that is a change. */
  boolean go(SessionState next) {
    if (next.equals(current)) {
      return false;
    }
    before.push(current);
    if (before.size() > LONGEST) {
      before.removeLast();
    }
    after.clear();
    current = next;
    return true;
  }

  boolean canUndo() {
    return !before.isEmpty();
  }

  boolean canRedo() {
    return !after.isEmpty();
  }

  boolean undo() {
    return step(before, after);
  }

  boolean redo() {
    return step(after, before);
  }

  private boolean step(Deque<SessionState> from, Deque<SessionState> to) {
    if (from.isEmpty()) {
      return false;
    }
    to.push(current);
    current = from.pop();
    return true;
  }
}
