package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.fewshot.batch.folder.Merge;

/** {@code fewshot merge}. */
@Command(
    name = "merge",
    header = "Make the summary and the report of a job that was done in shares.",
    description = {
      "",
      "Writes fewshot-summary.csv and fewshot-report.html into the folder that the shares of"
          + " 'fewshot classify --shard' had as their --out.",
      "",
      "Example: fewshot merge results/",
      ""
    })
final class MergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "DIR", description = "Folder of the results.")
  private Path out;

  @Option(
      names = "--partial",
      description = "Sum up what is there, although shares are missing or not finished.")
  private boolean partial;

  @Override
  public Integer call() {
    return Outcome.exitCode(new Merge(out).write(partial), common, spec);
  }
}
