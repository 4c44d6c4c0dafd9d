package sc.fiji.fewshot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fewshot backbones}; without another word it lists them. */
@Command(
    name = "backbones",
    header = "List the pretrained CNNs, look at one, or download one.",
    description = {
      "",
      "Any folder made by 'fewshot pretrain' and any TorchScript file (.pt) is a backbone too;"
          + " docs/backbones.md says how to make one of a model that you have.",
      ""
    },
    subcommands = {
      BackbonesListCommand.class,
      BackbonesInfoCommand.class,
      BackbonesGetCommand.class
    })
final class BackbonesCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    return new BackbonesListCommand().call();
  }
}
