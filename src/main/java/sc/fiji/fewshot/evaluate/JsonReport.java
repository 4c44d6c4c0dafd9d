package sc.fiji.fewshot.evaluate;

import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.stream.Stream;

/**
 * A benchmark as a JSON array, one object a data set, number of shots and peer. All but {@code
 * seconds} is the same whenever the same is measured again.
 */
public final class JsonReport {

  private JsonReport() {}

  /** The fields' names and their order are a contract; those that are null are left out. */
  private record Line(
      String data,
      int ways,
      int shots,
      int queries,
      int episodes,
      long seed,
      String method,
      String backbone,
      double accuracy,
      double ci95,
      double seconds,
      boolean transductive,
      Double ece,
      Double auroc,
      Double difference,
      Double differenceCi95,
      String marksNeeded,
      Boolean uneven) {}

  /**
   * @param report to be written
   * @return the text
   */
  public static String of(BenchmarkReport report) {
    List<Line> lines = report.rows().stream().map(row -> line(row, report)).toList();
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(lines)
        + "\n";
  }

  private static Line line(BenchmarkRow row, BenchmarkReport report) {
    Measurement measured = row.measurement();
    return new Line(
        row.data(),
        measured.ways(),
        row.shots(),
        report.plan().queries(),
        measured.episodes(),
        report.plan().seed(),
        row.peer().method(),
        row.peer().backbone(),
        measured.accuracy().mean(),
        measured.accuracy().halfWidth(),
        row.seconds(),
        row.peer().transductive(),
        known(measured.calibrationError()),
        known(measured.auroc()),
        row.difference().map(MeanInterval::mean).orElse(null),
        row.difference().map(MeanInterval::halfWidth).orElse(null),
        marksNeeded(row, report.marks()),
        report.plan().uneven() ? true : null);
  }

  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static String marksNeeded(BenchmarkRow row, List<MarksNeeded> marks) {
    Stream<MarksNeeded> here =
        row.shots() == MarksNeeded.MARKS && row.peer().method().equals(ForestPeer.METHOD)
            ? marks.stream().filter(m -> m.data().equals(row.data()))
            : Stream.empty();
    return here.map(MarksNeeded::text).findFirst().orElse(null);
  }
}
