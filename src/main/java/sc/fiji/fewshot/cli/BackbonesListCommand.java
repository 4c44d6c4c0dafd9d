package sc.fiji.fewshot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.CatalogueEntry;
import sc.fiji.fewshot.backbone.CatalogueText;

/** {@code fewshot backbones list}. */
@Command(name = "list", header = "Print the backbones that are known by name.")
final class BackbonesListCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    BackboneStore store = BackboneStore.usual();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "HERE", "SIZE", "YIELDS", "ACCURACY", "LICENCE", "TRAINED ON"));
    for (CatalogueEntry entry : store.catalogue().entries()) {
      rows.add(
          List.of(
              entry.name(),
              state(store, entry),
              entry.size(),
              entry.output(),
              CatalogueText.accuracy(entry),
              entry.licence(),
              entry.trainedOn()));
    }
    print(rows);
    return 0;
  }

  private static String state(BackboneStore store, CatalogueEntry entry) {
    if (entry.kind() == CatalogueEntry.Kind.RECIPE) {
      return "see docs";
    }
    return store.isHere(entry) ? "yes" : "get it";
  }

  private static void print(List<List<String>> rows) {
    int last = rows.get(0).size() - 1;
    StringBuilder format = new StringBuilder();
    for (int c = 0; c < last; c++) {
      int column = c;
      int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(1);
      format.append("%-").append(width).append("s  ");
    }
    format.append("%s%n");
    rows.forEach(row -> System.out.printf(format.toString(), row.toArray()));
  }
}
