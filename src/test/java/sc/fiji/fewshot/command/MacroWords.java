package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import sc.fiji.fewshot.learn.Adaptation;

/** What ImageJ's macros demand of the names of parameters. */
final class MacroWords {

  private MacroWords() {}

  static void check(CommandInfo info) {
    List<String> names = new ArrayList<>();
    for (ModuleItem<?> item : info.inputs()) {
      if (Service.class.isAssignableFrom(item.getType()) || item.getName().equals("context")) {
        continue;
      }
      String name = item.getName();
      String what = info.getClassName() + " " + name;
      assertTrue(name.matches("[a-z]+"), what + ": macros know lower case only");
      for (String other : names) {
        assertFalse(
            other.endsWith(name) || name.endsWith(other),
            what + ": the recorder takes it for " + other);
      }
      names.add(name);
      assertNotNull(item.getLabel(), what);
      String firstWord = item.getLabel().split("[ :]")[0].toLowerCase(Locale.ROOT);
      assertEquals(name, firstWord, what + ": dialogs take the label's first word for its name");
      assertFalse(item.isRequired(), what + ": the command itself says what is missing");
      checkChoices(item);
    }
  }

  private static void checkChoices(ModuleItem<?> item) {
    switch (item.getName()) {
      case "adapt" -> {
        List<String> words = new ArrayList<>(List.of("auto"));
        words.addAll(Adaptation.keys());
        assertEquals(words, item.getChoices());
      }
      default -> {}
    }
  }
}
