package sc.fiji.fewshot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.MethodOption;

/** {@code fewshot methods}. */
@Command(
    name = "methods",
    header = "Print the ways of learning and their options.",
    description = {
      "",
      "An option follows the method after a colon, several one after the other:",
      "  fewshot train --method features:head=logistic ...",
      "Of an option's values the first is the default.",
      ""
    })
final class MethodsCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    for (FewShotMethod method : FewShotMethods.all()) {
      System.out.printf("%s%n  %s%n", method.name(), method.describe());
      for (MethodOption option : method.options()) {
        System.out.printf(
            "  :%s=%s%n      %s%n",
            option.key(), String.join("|", option.values()), option.description());
      }
    }
    return 0;
  }
}
