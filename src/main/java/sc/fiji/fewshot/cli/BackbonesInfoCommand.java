package sc.fiji.fewshot.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.CatalogueEntry;
import sc.fiji.fewshot.backbone.CatalogueText;

/** {@code fewshot backbones info}. */
@Command(
    name = "info",
    header = "Print what the catalogue knows of a backbone and what it yields when loaded.")
final class BackbonesInfoCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "Name or path of a backbone.")
  private String name;

  @Override
  public Integer call() {
    BackboneStore store = BackboneStore.usual();
    Optional<CatalogueEntry> known = store.catalogue().find(name);
    known.map(CatalogueText::facts).ifPresent(facts -> facts.forEach(BackbonesInfoCommand::line));
    if (known.isPresent() && !store.isHere(known.get())) {
      line(
          "here",
          known.get().kind() == CatalogueEntry.Kind.RECIPE
              ? "no: make its file as the source says"
              : "no: run 'fewshot backbones get " + name + "'");
      return 0;
    }
    try (Backbone backbone = Backbones.open(name, common.device())) {
      print(backbone);
    }
    return 0;
  }

  private static void print(Backbone backbone) {
    BackboneInfo info = backbone.info();
    line("loaded", info.name());
    line("sha256", info.sha256());
    line("embedding", info.embeddingLength() + " numbers" + (info.pooled() ? ", pooled" : ""));
    for (BackboneInfo.Stage stage : info.stages()) {
      line("stage", "stride " + stage.stride() + ", channels " + stage.channels());
    }
    line("statistics", backbone.statistics().isPresent() ? "of its training images" : "none");
  }

  private static void line(String key, String value) {
    System.out.println(key + "\t" + value);
  }
}
