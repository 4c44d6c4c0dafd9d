package sc.fiji.fewshot.session.file;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.session.SessionState;

/** A program that marks and marks, and says after each save how many marks are safe. */
final class MarkingProgram {

  private MarkingProgram() {}

  /**
   * @param args the folder of autosaves
   */
  public static void main(String[] args) throws Exception {
    Autosave autosave = new Autosave(Path.of(args[0]), MadeSessions.IMAGE, System.err::println);
    SessionState state = MadeSessions.state(0);
    for (int number = 0; number < 100_000; number++) {
      state = state.withMarks(List.of(MadeSessions.box(number)));
      autosave.changed(state);
      if (autosave.awaitWritten(60_000)) {
        System.out.println(state.marks().size());
        System.out.flush();
      }
    }
  }
}
