package sc.fiji.fewshot.backbone;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the catalogue knows, in words for users. */
public final class CatalogueText {

  private CatalogueText() {}

  /**
   * @param entry of the catalogue
   * @return its facts by their names, in the order in which they are shown
   */
  public static Map<String, String> facts(CatalogueEntry entry) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", entry.name());
    facts.put("source", entry.source());
    facts.put("licence", entry.licence());
    facts.put("size", entry.size());
    facts.put("input", entry.input());
    facts.put("yields", entry.output());
    facts.put("trained on", entry.trainedOn());
    facts.put("accuracy", accuracy(entry));
    if (!entry.sha256().isEmpty()) {
      facts.put("stated", "SHA-256 " + entry.sha256());
    }
    return facts;
  }

  /**
   * @param entry of the catalogue
   * @return its accuracy on the development sets at some numbers of shots
   */
  public static String accuracy(CatalogueEntry entry) {
    if (entry.devAccuracy().isEmpty()) {
      return "not measured";
    }
    TreeMap<Integer, Double> byShots = new TreeMap<>();
    entry.devAccuracy().forEach((shots, value) -> byShots.put(Integer.valueOf(shots), value));
    return byShots.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%.1f%%@%d", 100 * e.getValue(), e.getKey()))
        .collect(Collectors.joining(" "));
  }
}
