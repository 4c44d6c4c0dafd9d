package sc.fiji.fewshot.demo;

import java.util.List;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Verdict;

/**
 * A prediction beside a sample's truth, at the centre of each cell whose truth is known.
 *
 * @param mostProbable true against most probable classes of all of them
 * @param known the same without those that are called unknown
 */
public record TruthComparison(ConfusionMatrix mostProbable, ConfusionMatrix known) {

  /**
   * @param slices predictions
   * @param classes their classes' names
   * @param truth label map of the same size and slices, palette or grey
   * @param truthClasses names of its numbers from 1 on
   * @return the comparison
   */
  public static TruthComparison of(
      List<GridPrediction> slices,
      List<String> classes,
      ImageSource truth,
      List<String> truthClasses) {
    int[][] all = new int[classes.size()][classes.size()];
    int[][] known = new int[classes.size()][classes.size()];
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
            int expected = classes.indexOf(truthClasses.get(label - 1));
            int index = slice.index(column, row);
            int predicted = slice.scores().label(index);
            all[expected][predicted]++;
            known[expected][predicted] += slice.verdict(index) == Verdict.UNKNOWN ? 0 : 1;
          }
        }
      }
    }
    return new TruthComparison(new ConfusionMatrix(all), new ConfusionMatrix(known));
  }

  /**
   * @return share of the cells that are called unknown, 0 to 1
   */
  public double unknown() {
    return 1 - (double) known.total() / mostProbable.total();
  }
}
