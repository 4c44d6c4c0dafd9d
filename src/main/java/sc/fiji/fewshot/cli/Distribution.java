package sc.fiji.fewshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.fewshot.FewShotException;

/** Where the program lies on disk, and what came along with it. */
final class Distribution {

  /** Set by the launcher. */
  private static final String HOME = "fewshot.home";

  private Distribution() {}

  /**
   * @return the folder with the sample images
   * @throws FewShotException if the program was started without its launcher
   */
  static Path samples() {
    String home = System.getProperty(HOME);
    Path samples = home == null ? null : Path.of(home, "sample-images");
    if (samples == null || !Files.isDirectory(samples)) {
      throw new FewShotException(
          "The sample images are not here; start this command with bin/fewshot of the"
              + " distribution.");
    }
    return samples;
  }
}
