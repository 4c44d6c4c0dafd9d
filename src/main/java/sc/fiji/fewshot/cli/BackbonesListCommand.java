package sc.fiji.fewshot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.CatalogueEntry;

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
              accuracy(entry),
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

  /** On the development sets at 1 / 5 / 10 shots, say. */
  static String accuracy(CatalogueEntry entry) {
    if (entry.devAccuracy().isEmpty()) {
      return "not measured";
    }
    TreeMap<Integer, Double> byShots = new TreeMap<>();
    entry.devAccuracy().forEach((shots, value) -> byShots.put(Integer.valueOf(shots), value));
    return byShots.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%.1f%%@%d", 100 * e.getValue(), e.getKey()))
        .collect(Collectors.joining(" "));
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
