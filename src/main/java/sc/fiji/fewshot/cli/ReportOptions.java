package sc.fiji.fewshot.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.evaluate.BenchmarkReport;
import sc.fiji.fewshot.evaluate.JsonReport;
import sc.fiji.fewshot.evaluate.MarkdownReport;
import sc.fiji.fewshot.evaluate.MarkedSection;
import sc.fiji.fewshot.io.AtomicFile;

/** Files that the results of a benchmark are written to; nothing but former results is replaced. */
final class ReportOptions {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "File to write: one object a data set, number of shots and method. A JSON file that is"
              + " there is replaced.")
  private Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description =
          "File to write tables to; if it is there, it must have the lines '<!-- fewshot evaluate:"
              + " begin -->' and '<!-- fewshot evaluate: end -->', and only what is between them is"
              + " replaced.")
  private Path markdown;

  /**
   * Looks at what is there, before hours of work.
   *
   * @throws UsageException if a file would be lost
   */
  void check() {
    if (json != null) {
      checkNoFolder(json);
      checkIsJson();
    }
    if (markdown != null) {
      checkNoFolder(markdown);
      Checks.words(() -> MarkedSection.check(existing(), markdown.toString()));
    }
  }

  private static void checkNoFolder(Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a folder; give the name of a file.");
    }
  }

  private void checkIsJson() {
    if (!Files.exists(json)) {
      return;
    }
    // As Latin text, which any bytes are.
    try (Reader reader = Files.newBufferedReader(json, StandardCharsets.ISO_8859_1)) {
      int first = reader.read();
      while (Character.isWhitespace(first)) {
        first = reader.read();
      }
      if (first >= 0 && first != '{' && first != '[') {
        throw new UsageException(
            json + " is no JSON file, so it is not replaced; choose another name for --json.");
      }
    } catch (IOException e) {
      throw unreadable(json, e);
    }
  }

  /**
   * @param report to be written to the files that were asked for
   * @throws FewShotException if one cannot be written
   */
  void write(BenchmarkReport report) {
    if (json != null) {
      writeText(json, JsonReport.of(report));
    }
    if (markdown != null) {
      writeText(markdown, MarkedSection.replace(existing(), MarkdownReport.of(report)));
    }
  }

  private String existing() {
    try {
      return Files.exists(markdown) ? Files.readString(markdown) : "";
    } catch (IOException e) {
      throw unreadable(markdown, e);
    }
  }

  private static FewShotException unreadable(Path file, IOException e) {
    return new FewShotException(file + " cannot be read; choose another file.", e);
  }

  private static void writeText(Path file, String text) {
    AtomicFile.write(
        file, temporary -> Files.write(temporary, text.getBytes(StandardCharsets.UTF_8)));
  }
}
