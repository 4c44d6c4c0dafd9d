package sc.fiji.fewshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.io.AtomicFile;

/** {@code fewshot backbones}. */
@Command(
    name = "backbones",
    header = "List the pretrained CNNs and look at one.",
    description = {
      "",
      "Any folder made by 'fewshot pretrain' and any TorchScript file that yields feature maps is a"
          + " backbone too.",
      ""
    })
final class BackbonesCommand implements Runnable {

  @Mixin private CommonOptions common;

  @Override
  public void run() {
    list();
  }

  @Command(name = "list", description = "Print the names of the backbones that come along.")
  void list() {
    System.out.println(Backbones.EMBEDDED + "\tMobileNetV1, in the program itself; the default");
  }

  @Command(name = "info", description = "Print what a backbone is and yields.")
  void info(
      @Parameters(paramLabel = "NAME", description = "Name or path of a backbone.") String name,
      @Mixin CommonOptions options) {
    try (Backbone backbone = Backbones.open(name, options.device())) {
      BackboneInfo info = backbone.info();
      System.out.println("name\t" + info.name());
      System.out.println("sha256\t" + info.sha256());
      System.out.println("embedding\t" + info.embeddingLength() + " numbers");
      for (BackboneInfo.Stage stage : info.stages()) {
        System.out.println("stage\tstride " + stage.stride() + ", channels " + stage.channels());
      }
      System.out.println(
          "statistics\t" + (backbone.statistics().isPresent() ? "of its training images" : "none"));
    }
  }

  @Command(name = "get", description = "Copy a backbone that comes along into a folder.")
  void get(
      @Parameters(paramLabel = "NAME", description = "A name from 'fewshot backbones list'.")
          String name,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              defaultValue = ".",
              description = "Folder to write to (default: the current one).")
          Path out) {
    if (!name.equals(Backbones.EMBEDDED)) {
      throw new FewShotException(
          "There is no backbone '" + name + "' to get; see 'fewshot backbones list'.");
    }
    Path file = out.resolve(Backbones.WEIGHTS_FILE);
    if (Files.exists(file)) {
      throw new FewShotException(file + " exists; choose another folder with --out.");
    }
    AtomicFile.write(file, temporary -> Files.write(temporary, Backbones.embeddedWeights()));
    System.out.println(file);
  }
}
