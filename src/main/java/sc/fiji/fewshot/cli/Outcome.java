package sc.fiji.fewshot.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import sc.fiji.fewshot.batch.folder.JobOutcome;
import sc.fiji.fewshot.batch.journal.ImageRecord;

/** How a job over many images ends for a shell. */
final class Outcome {

  private static final int PARTLY_FAILED = 3;

  private Outcome() {}

  /**
   * Prints what failed, a line each.
   *
   * @param outcome of a job
   * @param common for what is not a problem
   * @param command that ran it
   * @return the exit code
   */
  static int exitCode(JobOutcome outcome, CommonOptions common, CommandSpec command) {
    List<String> failures =
        outcome.failures().stream()
            .map(ImageRecord::reason)
            .map(reason -> OptionNames.spelled(reason, command))
            .toList();
    failures.forEach(command.commandLine().getErr()::println);
    common.say(
        "%d of %d images are classified"
            .formatted(outcome.images() - failures.size() - outcome.pending(), outcome.images()));
    if (!outcome.partly()) {
      return 0;
    }
    return outcome.failed() ? FewShotCli.FAILED : PARTLY_FAILED;
  }
}
