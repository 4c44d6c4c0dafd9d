package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

class HelpTest {

  /** A percent sign that is not doubled, for one, is told there. */
  @Test
  void everyCommandHelpsWithoutComplaint() {
    List<List<String>> commands = new ArrayList<>();
    collect(FewShotCli.class, List.of(), commands);
    assertTrue(commands.contains(List.of("evaluate")), commands.toString());
    assertTrue(commands.contains(List.of("backbones", "get")), commands.toString());
    for (List<String> words : commands) {
      List<String> line = new ArrayList<>(words);
      line.add("--help");
      Call help = Call.of(line.toArray());
      assertEquals(0, help.exitCode(), line.toString());
      assertEquals("", help.err(), line.toString());
      assertTrue(help.out().contains("Usage: fewshot"), line.toString());
    }
  }

  private static void collect(Class<?> type, List<String> before, List<List<String>> commands) {
    for (Class<?> each : type.getAnnotation(Command.class).subcommands()) {
      if (each != HelpCommand.class) {
        List<String> words = new ArrayList<>(before);
        words.add(each.getAnnotation(Command.class).name());
        commands.add(words);
        collect(each, words, commands);
      }
    }
  }
}
