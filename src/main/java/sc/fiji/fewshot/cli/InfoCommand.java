package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.io.ClassifierFile;

/** {@code fewshot info}. */
@Command(name = "info", header = "Print what is in a classifier file.")
final class InfoCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FILE.fewshot", description = "The classifier file.")
  private Path file;

  @Override
  public Integer call() {
    Classifier c = ClassifierFile.read(file);
    int[] counts = c.support().counts();
    for (int i = 0; i < counts.length; i++) {
      line(
          "class",
          String.format(
              Locale.ROOT,
              "%s (#%06x), %d example(s)",
              c.classes().get(i).name(),
              c.classes().get(i).rgb(),
              counts[i]));
    }
    line("method", c.training().method() + ": " + c.training().explanation());
    line("examples", c.input().wholeImages() ? "whole images" : "marked regions");
    line("patch", c.input().patch() + " pixels");
    line("preset", c.training().preset() + ", " + c.training().views() + " views");
    line("backbone", c.input().backbone() + ", SHA-256 " + c.input().backboneSha256());
    line("adaptation", c.adapted().adaptation().key());
    double accuracy = c.training().leaveOneOutAccuracy();
    line(
        "left out",
        Double.isNaN(accuracy)
            ? "no example could be left out"
            : String.format(
                Locale.ROOT, "%.1f %% recognised on the training images", 100 * accuracy));
    double threshold = c.unknown().threshold();
    line(
        "unknown",
        threshold == Double.MAX_VALUE
            ? "never"
            : String.format(Locale.ROOT, "above a novelty of %.2f", threshold));
    line("software", c.training().software());
    return 0;
  }

  private void line(String key, String value) {
    System.out.println(key + "\t" + value);
  }
}
