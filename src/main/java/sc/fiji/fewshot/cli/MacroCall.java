package sc.fiji.fewshot.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Lets ImageJ's macros run the command line inside ImageJ: {@code problems =
 * call("sc.fiji.fewshot.cli.MacroCall.run", words)}. (A macro's {@code exec} would tell neither the
 * exit code nor what was printed as an error.)
 */
public final class MacroCall {

  private MacroCall() {}

  /**
   * Runs a command; blocks until it is done.
   *
   * @param words the command and its options, one a line
   * @return what went wrong, one sentence a line; empty if all was done
   */
  public static String run(String words) {
    StringWriter problems = new StringWriter();
    int exitCode = FewShotCli.run(new PrintWriter(problems, true), words.strip().split("\\R"));
    String text = problems.toString().strip();
    return exitCode != 0 && text.isEmpty() ? "Few-Shot failed without a reason." : text;
  }
}
