package sc.fiji.fewshot.cli;

import picocli.CommandLine.Option;
import sc.fiji.fewshot.batch.Resolution;

/** Options of choosing among the resolutions in which large images are stored. */
final class ResolutionOptions {

  @Option(
      names = "--level",
      paramLabel = "L",
      description =
          "Resolution level of images that are stored in several: 0 is the finest (default: the one"
              + " nearest to the training, by micrometres per pixel).")
  private Integer level;

  @Option(
      names = "--mpp",
      paramLabel = "X",
      description = "Take the level that is nearest to X micrometres per pixel.")
  private Double mpp;

  Resolution resolution() {
    return Checks.words(() -> Resolution.parse(level, mpp));
  }
}
