package sc.fiji.fewshot.demo;

import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.GridPrediction;

/** Compares a prediction with a sample's truth at the centre of each cell. */
public final class TruthComparison {

  private TruthComparison() {}

  /**
   * @param slices predictions
   * @param classes their classes' names
   * @param truth label map of the same size and slices, palette or grey
   * @param truthClasses names of its numbers from 1 on
   * @return true against predicted labels of all cells whose truth is known
   */
  public static ConfusionMatrix compare(
      List<GridPrediction> slices,
      List<String> classes,
      ImageSource truth,
      List<String> truthClasses) {
    int cells = slices.stream().mapToInt(s -> s.scores().size()).sum();
    int[] expected = new int[cells];
    int[] predicted = new int[cells];
    int known = 0;
    for (GridPrediction slice : slices) {
      Box whole = new Box(0, 0, truth.width(), truth.height());
      float[] numbers = truth.read(slice.slice(), whole)[0];
      for (int row = 0; row < slice.grid().rows(); row++) {
        for (int column = 0; column < slice.grid().columns(); column++) {
          Box cell = slice.grid().cell(column, row);
          int x = cell.x() + cell.width() / 2;
          int y = cell.y() + cell.height() / 2;
          int label = (int) numbers[y * truth.width() + x];
          if (label > 0) {
            expected[known] = classes.indexOf(truthClasses.get(label - 1));
            predicted[known] = slice.scores().label(slice.index(column, row));
            known++;
          }
        }
      }
    }
    return ConfusionMatrix.of(
        Arrays.copyOf(expected, known), Arrays.copyOf(predicted, known), classes.size());
  }
}
