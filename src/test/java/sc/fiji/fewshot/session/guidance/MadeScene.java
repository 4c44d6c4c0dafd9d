package sc.fiji.fewshot.session.guidance;

import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.predict.MadeEmbeddings;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.session.Learnt;

/**
 * A slice of 640 x 640 pixels in four quarters, each of another class with its own direction among
 * 64, with noise; in the last quarter the lower half is a fifth class. Some cells, far from each
 * other, are outliers: each points somewhere of its own.
 */
final class MadeScene implements AutoCloseable {

  static final int CLASSES = 5;
  static final int OUTLIER = -1;

  private static final int DIMENSION = 64;
  private static final float NOISE = 0.08f;

  final PatchGrid grid = new PatchGrid(640, 640, 32, 16);
  final int[] truth = new int[grid.columns() * grid.rows()];
  final float[][] rows = new float[truth.length][DIMENSION];
  final SliceEmbeddings embeddings;

  MadeScene() {
    Random random = new Random(3);
    for (int cell = 0; cell < truth.length; cell++) {
      int column = cell % grid.columns();
      int row = cell / grid.columns();
      int quarter = (row >= 20 ? 2 : 0) + (column >= 20 ? 1 : 0);
      truth[cell] = quarter == 3 && row >= 30 ? 4 : quarter;
      for (int k = 0; k < DIMENSION; k++) {
        rows[cell][k] = NOISE * (float) random.nextGaussian();
      }
      rows[cell][truth[cell]] += 1;
      // Six cells from one to the next: their patches do not overlap.
      if (column % 12 == 5 && row % 12 == 5) {
        truth[cell] = OUTLIER;
        for (int k = 0; k < DIMENSION; k++) {
          rows[cell][k] = (float) random.nextGaussian();
        }
      }
      rows[cell] = MadeEmbeddings.unit(rows[cell]);
    }
    embeddings = MadeEmbeddings.of(grid, 0, rows);
  }

  static String name(int label) {
    return "class " + label;
  }

  /** A mark of a cell's whole patch. */
  Mark mark(int column, int row, int label, int slice) {
    var box = grid.patch(column, row);
    Region region = Region.rectangle(box.x(), box.y(), box.width(), box.height());
    return new Mark(
        new Roi(box.x(), box.y(), box.width(), box.height()),
        new Example(region, slice, name(label), name(label)));
  }

  /** What the marks teach; their classes must be 0 and more without a gap. */
  Optional<Learnt> learn(List<Mark> marks) {
    List<String> names =
        marks.stream().map(m -> m.example().className()).distinct().sorted().toList();
    float[][] z =
        marks.stream()
            .map(
                m -> {
                  var box = m.example().region().bounds();
                  return rows[embeddings.cellAt(box.centreX(), box.centreY())];
                })
            .toArray(float[][]::new);
    int[] labels = marks.stream().mapToInt(m -> names.indexOf(m.example().className())).toArray();
    Support support = new Support(z, labels, names.size());
    float[][][] probes = Arrays.stream(z).map(row -> new float[][] {row}).toArray(float[][][]::new);
    List<LabelClass> classes = new ArrayList<>();
    names.forEach(name -> classes.add(new LabelClass(name, 0x123456)));
    return Optional.of(
        new Learnt(
            classes,
            marks,
            support,
            FittedHead.fit(FewShotMethods.parse("prototypical"), support, probes, Rejection.USUAL),
            false,
            Refinement.none()));
  }

  int[] outliers() {
    return IntStream.range(0, truth.length).filter(i -> truth[i] == OUTLIER).toArray();
  }

  @Override
  public void close() {
    embeddings.close();
  }
}
