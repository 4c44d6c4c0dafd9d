package sc.fiji.fewshot.samples;

import java.io.IOException;
import java.nio.file.Files;

/** Rewrites the sample images; run in the root of the project. */
public final class GenerateSamples {

  private GenerateSamples() {}

  /**
   * @param arguments none
   * @throws IOException if the files cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Files.createDirectories(SampleFiles.FOLDER);
    SampleFiles.writeAll(SampleFiles.FOLDER);
  }
}
