package sc.fiji.fewshot.cli;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Sentences for users name options in parentheses, as in "do it again (overwrite)", which is how
 * macros spell them; on the command line it is {@code --overwrite}.
 */
final class OptionNames {

  /** Not within a name of a file, as far as that can be told. */
  private static final Pattern NAME = Pattern.compile("(?<= )\\(([a-z]+)\\)(?=[,;.]?(?: |$))");

  private OptionNames() {}

  /**
   * @param sentence for users
   * @param command any of the command line's
   * @return the sentence with the options of all commands as the command line spells them
   */
  static String spelled(String sentence, CommandSpec command) {
    CommandSpec root = command.root();
    return NAME.matcher(sentence)
        .replaceAll(
            found -> {
              String option = "--" + found.group(1);
              boolean known =
                  root.subcommands().values().stream()
                      .map(CommandLine::getCommandSpec)
                      .anyMatch(spec -> spec.findOption(option) != null);
              return known ? "(" + option + ")" : found.group();
            });
  }
}
