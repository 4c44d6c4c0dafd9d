package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.pretrain.PromptBankJob;

/** {@code fewshot prompts}. */
@Command(
    name = "prompts",
    header = "Make the named prompts of a backbone: mean embeddings of classes known by name.",
    description = {
      "",
      "--method prompt:kind=named calls them in for classes of the same name that have one or two"
          + " examples. The list is JSON, an array of objects such as",
      "  {\"images\": \"blood/lymphocyte\", \"name\": \"lymphocyte\", \"synonyms\": [\"lymph\"],",
      "   \"source\": \"where the images are from\", \"licence\": \"CC BY 4.0\"}",
      "The two files that are written belong beside backbone.safetensors.",
      ""
    })
final class PromptsCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(names = "--list", required = true, paramLabel = "FILE", description = "The classes.")
  private Path list;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of data sets: DIR/set/class/image.png.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write prompts.json and prompts.safetensors to.")
  private Path out;

  @Option(
      names = "--backbone",
      defaultValue = Backbones.EMBEDDED,
      paramLabel = "B",
      description = "What embeds (default: ${DEFAULT-VALUE}).")
  private String name;

  @Override
  public Integer call() {
    Devices.useEngineThreads(1);
    try (Backbone backbone = Backbones.open(name, common.device());
        WorkerPool workers = new WorkerPool(common.threads())) {
      new PromptBankJob(list, data).run(backbone, workers, out, common::say);
    }
    common.say("Wrote the named prompts to " + out);
    return 0;
  }
}
