package sc.fiji.fewshot.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A benchmark as tables in Markdown: macro-averages, each data set, paired differences,
 * calibration, unknowns, marks needed. It holds no times, so that the same is written whenever the
 * same is measured again.
 */
public final class MarkdownReport {

  private static final String ABSENT = "–";

  private final BenchmarkReport report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(BenchmarkReport report) {
    this.report = report;
  }

  /**
   * @param report to be written
   * @return the text
   */
  public static String of(BenchmarkReport report) {
    return new MarkdownReport(report).write();
  }

  private String write() {
    preamble();
    text.append("### Macro-average over the data sets\n\n");
    peerTable(report.peers(), shotTitles(), (peer, shots) -> interval(accuracies(peer, shots)));
    if (report.peers().size() > 1) {
      text.append("### Paired differences to ").append(label(first())).append(", in points\n\n");
      text.append(
          "On the same episodes; the macro-average over the data sets. Below 0 the row is worse.\n\n");
      peerTable(others(), shotTitles(), (peer, shots) -> interval(differences(peer, shots)));
    }
    text.append("### Each data set\n\n");
    dataTable(report.peers(), row -> Optional.of(row.measurement().accuracy()));
    if (report.peers().size() > 1) {
      text.append("### Paired differences to ")
          .append(label(first()))
          .append(" on each data set\n\n");
      dataTable(others(), BenchmarkRow::difference);
    }
    text.append("### Expected calibration error\n\n");
    text.append(
        "%d bins over the predictions of all episodes, macro-average; 0 is best.\n\n"
            .formatted(CalibrationError.BINS));
    peerTable(
        report.peers(),
        shotTitles(),
        (peer, shots) -> mean(peer, shots, Measurement::calibrationError));
    text.append("### AUROC for unknowns\n\n");
    text.append(
        "How well the queries of a class that nobody marked are told from those of the others,"
            + " macro-average; 1 is best, 0.5 is chance.\n\n");
    peerTable(report.peers(), shotTitles(), (peer, shots) -> mean(peer, shots, Measurement::auroc));
    marks();
    return text.toString();
  }

  private void preamble() {
    BenchmarkPlan plan = report.plan();
    text.append(
        "%d ways (all classes where a set has fewer), %d queries a class (all where there are fewer), %d episodes%s, seed %d. "
            .formatted(plan.ways(), plan.queries(), plan.episodes(), fewerEpisodes(), plan.seed()));
    if (plan.uneven()) {
      text.append(
          "Shots are uneven: each class of an episode has a number of its own, from two up to the one that is told, evenly spread on a logarithmic scale. ");
    }
    text.append(
        "Accuracy in %: the mean over an episode's classes, then over episodes, ± the half-width of its 95 % interval. ");
    boolean transductive = report.peers().stream().anyMatch(Peer::transductive);
    text.append(
        transductive
            ? "Rows marked transductive looked at all queries of an episode, without their classes, before recognising them.\n\n"
            : "All is inductive: nothing was computed from the queries' distribution.\n\n");
  }

  private String fewerEpisodes() {
    int all = report.plan().episodes();
    return report.peers().stream()
        .filter(peer -> peer.episodes(all) < all)
        .map(peer -> " (%s: the first %d)".formatted(peer.method(), peer.episodes(all)))
        .distinct()
        .collect(Collectors.joining());
  }

  private Peer first() {
    return report.peers().get(0);
  }

  private List<Peer> others() {
    return report.peers().subList(1, report.peers().size());
  }

  private static String label(Peer peer) {
    return peer.backbone().equals(Peer.NO_BACKBONE)
        ? name(peer)
        : "%s (%s)".formatted(name(peer), peer.backbone());
  }

  private static String name(Peer peer) {
    return peer.method() + (peer.transductive() ? ", transductive" : "");
  }

  private List<String> shotTitles() {
    int all = report.data().size();
    return report.shots().stream()
        .map(
            shots -> {
              int sets = report.rows(first(), shots).size();
              return title(shots) + (sets < all ? " (%d of %d sets)".formatted(sets, all) : "");
            })
        .toList();
  }

  private String title(int shots) {
    String most = report.plan().uneven() ? "up to " : "";
    return most + (shots == 1 ? "1 shot" : shots + " shots");
  }

  private void peerTable(
      List<Peer> peers, List<String> titles, BiFunction<Peer, Integer, String> cell) {
    List<String> header = new ArrayList<>(List.of("method", "backbone"));
    header.addAll(titles);
    header(header, 2);
    for (Peer peer : peers) {
      List<String> cells = new ArrayList<>(List.of(name(peer), peer.backbone()));
      report.shots().forEach(shots -> cells.add(cell.apply(peer, shots)));
      line(cells);
    }
    text.append('\n');
  }

  private void dataTable(List<Peer> peers, Function<BenchmarkRow, Optional<MeanInterval>> value) {
    List<String> header = new ArrayList<>(List.of("data set", "ways", "method", "backbone"));
    report.shots().forEach(shots -> header.add(title(shots)));
    header(header, 4);
    for (String data : report.data()) {
      for (Peer peer : peers) {
        List<String> cells =
            new ArrayList<>(List.of(data, ways(data), name(peer), peer.backbone()));
        for (int shots : report.shots()) {
          cells.add(
              report
                  .row(data, peer, shots)
                  .flatMap(value)
                  .map(i -> interval(List.of(i)))
                  .orElse(ABSENT));
        }
        line(cells);
      }
    }
    text.append('\n');
  }

  /** Larger numbers of shots may leave fewer classes. */
  private String ways(String data) {
    return report.rows().stream()
        .filter(row -> row.data().equals(data))
        .map(row -> Integer.toString(row.measurement().ways()))
        .distinct()
        .collect(Collectors.joining("/"));
  }

  private void marks() {
    if (report.marks().isEmpty()) {
      return;
    }
    text.append("### Marks needed\n\n");
    text.append(
        "How many marks a class `%s` needs to be as good as %s with %d, on the same queries; '> N': N, the most that the set has images for, were not enough.\n\n"
            .formatted(ForestPeer.METHOD, label(first()), MarksNeeded.MARKS));
    header(List.of("data set", "marks a class"), 1);
    report.marks().forEach(m -> line(List.of(m.data(), m.text())));
    text.append('\n');
  }

  private List<MeanInterval> accuracies(Peer peer, int shots) {
    return report.rows(peer, shots).stream().map(row -> row.measurement().accuracy()).toList();
  }

  private List<MeanInterval> differences(Peer peer, int shots) {
    return report.rows(peer, shots).stream().flatMap(row -> row.difference().stream()).toList();
  }

  private String mean(Peer peer, int shots, ToDoubleFunction<Measurement> value) {
    double[] known =
        report.rows(peer, shots).stream()
            .map(BenchmarkRow::measurement)
            .mapToDouble(value)
            .filter(Double::isFinite)
            .toArray();
    return known.length == 0
        ? ABSENT
        : String.format(Locale.ROOT, "%.3f", Arrays.stream(known).average().orElseThrow());
  }

  private static String interval(List<MeanInterval> values) {
    if (values.isEmpty()) {
      return ABSENT;
    }
    MeanInterval mean = MeanInterval.macroAverage(values);
    return String.format(Locale.ROOT, "%.1f ± %.1f", 100 * mean.mean(), 100 * mean.halfWidth());
  }

  private void header(List<String> titles, int words) {
    line(titles);
    line(IntStream.range(0, titles.size()).mapToObj(i -> i < words ? "---" : "---:").toList());
  }

  private void line(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
