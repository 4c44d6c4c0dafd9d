package sc.fiji.fewshot.pretrain.episodic;

import java.io.ByteArrayOutputStream;
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
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.io.AtomicFile;

/**
 * The course of a training as a table, {@code training.csv}, and a picture, {@code training.png}.
 */
final class Course {

  private static final String NAME = "training";
  private static final String HEADER = "step,loss,accuracy,validation_1_shot,validation_5_shots";
  private static final int SMOOTHING = 50;

  private final List<TrainingStep> steps = new ArrayList<>();

  /**
   * @param folder with the table of an interrupted training
   * @param until last step to keep
   * @return what had happened until then
   */
  static Course read(Path folder, int until) {
    return read(folder, NAME, until);
  }

  /**
   * @param folder with the table of an interrupted training
   * @param name of the table before the dot
   * @param until last step to keep
   * @return what had happened until then
   */
  static Course read(Path folder, String name, int until) {
    Course course = new Course();
    Path table = folder.resolve(name + ".csv");
    try {
      List<String> lines = Files.readAllLines(table);
      for (String line : lines.subList(1, Math.min(lines.size(), until + 1))) {
        String[] f = line.split(",", -1);
        course.add(
            new TrainingStep(
                Integer.parseInt(f[0]),
                Double.parseDouble(f[1]),
                Double.parseDouble(f[2]),
                new TrainingStep.Validation(number(f[3]), number(f[4]))));
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new FewShotException(
          "The course of training in " + table + " cannot be read; choose another --out.", e);
    }
    return course;
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  void add(TrainingStep step) {
    steps.add(step);
  }

  /**
   * @param folder receives table and picture
   * @throws FewShotException if they cannot be written
   */
  void write(Path folder) {
    write(folder, NAME);
  }

  /**
   * @param folder receives table and picture
   * @param name of both files before the dot
   * @throws FewShotException if they cannot be written
   */
  void write(Path folder, String name) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (TrainingStep s : steps) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%s,%s",
              s.step(),
              s.loss(),
              s.accuracy(),
              text(s.validation().oneShot()),
              text(s.validation().fiveShots())));
    }
    AtomicFile.write(folder.resolve(name + ".csv"), file -> Files.write(file, lines));
    AtomicFile.write(folder.resolve(name + ".png"), file -> Files.write(file, picture()));
  }

  private byte[] picture() throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Meta-training")
            .xAxisTitle("step")
            .yAxisTitle("loss, mean of " + SMOOTHING + " steps")
            .build();
    chart.setYAxisGroupTitle(1, "accuracy");
    chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    chart.getStyler().setYAxisMax(1, 1.0);
    chart.getStyler().setXAxisDecimalPattern("0");
    double[] numbers = steps.stream().mapToDouble(TrainingStep::step).toArray();
    add(chart, "loss", numbers, smooth(TrainingStep::loss), 0);
    add(chart, "accuracy in training", numbers, smooth(TrainingStep::accuracy), 1);
    addMeasured(chart, "validation, 1 shot", s -> s.validation().oneShot());
    addMeasured(chart, "validation, 5 shots", s -> s.validation().fiveShots());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(chart, bytes, BitmapEncoder.BitmapFormat.PNG);
    return bytes.toByteArray();
  }

  private void addMeasured(XYChart chart, String name, ToDoubleFunction<TrainingStep> value) {
    List<TrainingStep> measured =
        steps.stream().filter(s -> !Double.isNaN(value.applyAsDouble(s))).toList();
    if (!measured.isEmpty()) {
      add(
          chart,
          name,
          measured.stream().mapToDouble(TrainingStep::step).toArray(),
          measured.stream().mapToDouble(value).toArray(),
          1);
    }
  }

  private static void add(XYChart chart, String name, double[] x, double[] y, int axis) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE).setYAxisGroup(axis);
  }

  private double[] smooth(ToDoubleFunction<TrainingStep> value) {
    double[] smooth = new double[steps.size()];
    double sum = 0;
    for (int i = 0; i < smooth.length; i++) {
      sum += value.applyAsDouble(steps.get(i));
      if (i >= SMOOTHING) {
        sum -= value.applyAsDouble(steps.get(i - SMOOTHING));
      }
      smooth[i] = sum / Math.min(i + 1, SMOOTHING);
    }
    return smooth;
  }
}
