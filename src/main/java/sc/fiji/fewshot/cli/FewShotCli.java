package sc.fiji.fewshot.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.UserHome;

/**
 * The command line {@code fewshot}. Exit codes: 0 done, 1 failed, 2 wrong call, 3 partly failed.
 */
@Command(
    name = "fewshot",
    header = "Classify images from a few marked examples.",
    description = {
      "",
      "Try 'fewshot demo' first. A usual day:",
      "  fewshot train --examples rois.zip --image stack.tif --out cells.fewshot",
      "  fewshot classify --classifier cells.fewshot --input stacks/ --out results/",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the job failed, 2 the call's words are wrong, 3 part of the inputs"
          + " failed."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      ClassifyCommand.class,
      MergeCommand.class,
      EvaluateCommand.class,
      PretrainCommand.class,
      MethodsCommand.class,
      PromptsCommand.class,
      BackbonesCommand.class,
      BenchmarkCommand.class,
      InfoCommand.class,
      HelpCommand.class
    })
public final class FewShotCli {

  static final int FAILED = 1;
  static final int WRONG_CALL = 2;

  private FewShotCli() {}

  /**
   * @param args the words after {@code fewshot}
   */
  public static void main(String[] args) {
    UserHome.tellJava();
    System.setProperty("java.awt.headless", "true");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showLogName", "false");
    // Where there is no GPU the engine warns about it at length.
    System.setProperty("org.slf4j.simpleLogger.log.ai.djl.util.cuda", "error");
    System.exit(run(args));
  }

  /**
   * Runs a command in this JVM.
   *
   * @param args the words after {@code fewshot}
   * @return the exit code
   */
  public static int run(String... args) {
    return run(new PrintWriter(System.err, true), args);
  }

  /**
   * @param problems hears what went wrong
   * @param args the words after {@code fewshot}
   * @return the exit code
   */
  static int run(PrintWriter problems, String... args) {
    CommandLine line = new CommandLine(new FewShotCli());
    line.setExecutionExceptionHandler((problem, at, result) -> report(problem, at));
    offerHelp(line);
    line.setErr(problems);
    line.setExecutionStrategy(FewShotCli::execute);
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      problems.println(
          "Java ran out of memory; give it more, for instance with JAVA_OPTS=-Xmx8g before the call.");
      return FAILED;
    }
  }

  private static void offerHelp(CommandLine line) {
    for (CommandLine sub : line.getSubcommands().values()) {
      sub.getCommandSpec().mixinStandardHelpOptions(true);
      offerHelp(sub);
    }
  }

  /** Some commands have no use for the common options, but wrong words are wrong everywhere. */
  private static int execute(ParseResult result) {
    Integer helped = CommandLine.executeHelpRequest(result);
    if (helped != null) {
      return helped;
    }
    for (CommandLine command : result.asCommandLineList()) {
      for (CommandSpec mixin : command.getCommandSpec().mixins().values()) {
        if (mixin.userObject() instanceof CommonOptions common) {
          try {
            common.check();
          } catch (UsageException e) {
            return report(e, command);
          }
        }
      }
    }
    return new RunLast().execute(result);
  }

  private static int report(Exception problem, CommandLine at) {
    if (problem instanceof UsageException) {
      at.getErr().println(OptionNames.spelled(problem.getMessage(), at.getCommandSpec()));
      at.getErr().println("See '" + at.getCommandSpec().qualifiedName() + " --help'.");
      return WRONG_CALL;
    }
    boolean expected = problem instanceof FewShotException;
    at.getErr()
        .println(
            expected
                ? OptionNames.spelled(problem.getMessage(), at.getCommandSpec())
                : "Something went wrong that should not have: "
                    + problem
                    + "; run again with --verbose and report what it prints.");
    if (isVerbose(at.getCommandSpec())) {
      problem.printStackTrace(at.getErr());
    }
    return FAILED;
  }

  private static boolean isVerbose(CommandSpec command) {
    return command.findOption("--verbose") != null
        && Boolean.TRUE.equals(command.findOption("--verbose").getValue());
  }
}
