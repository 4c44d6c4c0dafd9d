package sc.fiji.fewshot.cli;

import java.io.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.CatalogueEntry;

/** {@code fewshot backbones get}. */
@Command(
    name = "get",
    header = "Download a backbone, after asking.",
    description = {
      "",
      "What was interrupted is gone on with; a file with another SHA-256 than the catalogue states"
          + " is deleted.",
      ""
    })
final class BackbonesGetCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "A name from 'fewshot backbones list'.")
  private String name;

  @Option(names = "--yes", description = "Download without asking: the licence is agreed to.")
  private boolean yes;

  private final Consent consent;

  BackbonesGetCommand() {
    this(ofConsole(System.console()));
  }

  BackbonesGetCommand(Consent consent) {
    this.consent = consent;
  }

  private static Consent ofConsole(Console console) {
    return console == null ? Consent.NOBODY_THERE : new Consent(q -> console.readLine("%s", q));
  }

  @Override
  public Integer call() {
    BackboneStore store = BackboneStore.usual();
    CatalogueEntry entry =
        store
            .catalogue()
            .find(name)
            .orElseThrow(
                () ->
                    new FewShotException(
                        "There is no backbone '%s' to get; see 'fewshot backbones list'."
                            .formatted(name)));
    if (store.isHere(entry)) {
      common.say("'" + name + "' is here already.");
      return 0;
    }
    boolean downloadable = entry.kind() != CatalogueEntry.Kind.RECIPE;
    if (downloadable && !yes && !consent.given(question(entry))) {
      common.say("Nothing was downloaded.");
      return FewShotCli.FAILED;
    }
    try (ProgressReport progress = common.progress("Downloading " + name)) {
      store.fetch(entry, progress);
    }
    common.say("Use it with --backbone " + name + ".");
    return 0;
  }

  private static String question(CatalogueEntry entry) {
    return "Download '%s' (%s, licence %s) from %s? [y/N] "
        .formatted(entry.name(), entry.size(), entry.licence(), entry.source());
  }
}
