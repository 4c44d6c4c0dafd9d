package sc.fiji.fewshot.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Collects the losses of a training run and writes them as a table and a picture. */
final class TrainingLog implements Pretrainer.Listener {

  private static final int SMOOTHING = 25;

  private final List<String> lines = new ArrayList<>(List.of("step,set,distillation,episode"));
  private final List<Double> distillation = new ArrayList<>();
  private final List<Double> episode = new ArrayList<>();

  @Override
  public void step(int step, String set, double distillationLoss, double episodeLoss) {
    lines.add(
        String.format(Locale.ROOT, "%d,%s,%.6f,%.6f", step, set, distillationLoss, episodeLoss));
    distillation.add(distillationLoss);
    episode.add(episodeLoss);
  }

  /**
   * @param folder receives {@code training.csv} and {@code training.png}
   * @throws IOException if it cannot be written
   */
  void write(Path folder) throws IOException {
    Files.write(folder.resolve("training.csv"), lines);
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Pretraining")
            .xAxisTitle("step")
            .yAxisTitle("loss, mean of " + SMOOTHING + " steps")
            .build();
    chart.addSeries("distillation", smooth(distillation)).setMarker(SeriesMarkers.NONE);
    chart.addSeries("episode", smooth(episode)).setMarker(SeriesMarkers.NONE);
    BitmapEncoder.saveBitmap(
        chart, folder.resolve("training.png").toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static double[] smooth(List<Double> values) {
    double[] smooth = new double[values.size()];
    for (int i = 0; i < smooth.length; i++) {
      int from = Math.max(0, i - SMOOTHING + 1);
      smooth[i] =
          values.subList(from, i + 1).stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
    return smooth;
  }
}
