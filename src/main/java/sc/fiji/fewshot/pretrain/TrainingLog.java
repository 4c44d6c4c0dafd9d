package sc.fiji.fewshot.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Collects the losses of a training run and writes them as a table and a picture. */
final class TrainingLog {

  private static final int SMOOTHING = 50;

  private final List<StepLosses> steps = new ArrayList<>();

  void add(StepLosses losses) {
    steps.add(losses);
  }

  /**
   * @param folder receives {@code training.csv} and {@code training.png}
   * @throws IOException if it cannot be written
   */
  void write(Path folder) throws IOException {
    if (steps.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of("step,set,views,classes,distillation"));
    for (StepLosses s : steps) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%.6f,%.6f,%.6f",
              s.step(),
              s.set(),
              s.views(),
              s.classes(),
              s.distillation()));
    }
    Files.write(folder.resolve("training.csv"), lines);
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Pretraining")
            .xAxisTitle("step")
            .yAxisTitle("loss, mean of " + SMOOTHING + " steps")
            .build();
    addSeries(chart, "telling images apart", StepLosses::views);
    addSeries(chart, "finding the same class", StepLosses::classes);
    addSeries(chart, "distillation", StepLosses::distillation);
    BitmapEncoder.saveBitmap(
        chart, folder.resolve("training.png").toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private void addSeries(XYChart chart, String name, ToDoubleFunction<StepLosses> loss) {
    double[] numbers = steps.stream().mapToDouble(StepLosses::step).toArray();
    double[] smooth = new double[numbers.length];
    for (int i = 0; i < smooth.length; i++) {
      int from = Math.max(0, i - SMOOTHING + 1);
      smooth[i] = steps.subList(from, i + 1).stream().mapToDouble(loss).average().orElse(0);
    }
    chart.addSeries(name, numbers, smooth).setMarker(SeriesMarkers.NONE);
  }
}
