package sc.fiji.fewshot.io;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.FullResolution;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scores;
import sc.fiji.fewshot.predict.Verdict;

/**
 * Writes predictions as CSV (RFC 4180), one line a patch, region or image: where it is, its class,
 * the class's probability, how much that is worth, its novelty, and all probabilities. Places are
 * pixels of the finest resolution. Slices, Z and T count from 1 as in ImageJ.
 */
public final class ResultTable {

  private final List<LabelClass> classes;

  /** As they stand in the table. */
  private final List<String> names;

  private final StackShape shape;
  private final FullResolution full;

  /**
   * @param classes in the order of the labels
   * @param image that was classified, at the resolution at which it was
   */
  public ResultTable(List<LabelClass> classes, ImageSource image) {
    this(classes, image.shape(), FullResolution.of(image));
  }

  /**
   * @param classes in the order of the labels
   * @param shape of the image, which is at its finest resolution
   */
  public ResultTable(List<LabelClass> classes, StackShape shape) {
    this(classes, shape, FullResolution.ITSELF);
  }

  private ResultTable(List<LabelClass> classes, StackShape shape, FullResolution full) {
    this.classes = classes;
    names = classes.stream().map(c -> Csv.quoted(c.name())).toList();
    this.shape = shape;
    this.full = full;
  }

  /**
   * Writes one line a patch.
   *
   * @param file to write
   * @param slices predictions
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public void writePatches(Path file, List<GridPrediction> slices) {
    write(
        file,
        "",
        out -> {
          for (GridPrediction slice : slices) {
            for (int row = 0; row < slice.grid().rows(); row++) {
              for (int column = 0; column < slice.grid().columns(); column++) {
                int index = slice.index(column, row);
                line(
                    out,
                    slice.slice(),
                    slice.grid().cell(column, row),
                    slice.scores(),
                    index,
                    slice.verdict(index));
              }
            }
          }
        });
  }

  /**
   * Writes one line a region or image.
   *
   * @param file to write
   * @param regions predictions
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public void writeRegions(Path file, List<RegionPrediction> regions) {
    write(
        file,
        "name,",
        out -> {
          for (RegionPrediction region : regions) {
            out.write(Csv.quoted(region.name()) + ",");
            line(out, region.slice(), region.bounds(), region.scores(), 0, region.verdict());
          }
        });
  }

  /**
   * @param labelClass a class
   * @return the heading of the column of its probability
   */
  public static String probabilityColumn(LabelClass labelClass) {
    return "p(" + labelClass.name() + ")";
  }

  /** Writes the lines below the header. */
  private interface Body {
    void write(Writer out) throws IOException;
  }

  private void write(Path file, String firstColumn, Body body) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer out = Files.newBufferedWriter(temporary)) {
            out.write(firstColumn + "slice,z,t,x,y,width,height,class,confidence,verdict,novelty");
            for (LabelClass c : classes) {
              out.write("," + Csv.quoted(probabilityColumn(c)));
            }
            out.write("\n");
            body.write(out);
          }
        });
  }

  private void line(Writer out, int slice, Box cell, Scores scores, int index, Verdict verdict)
      throws IOException {
    Box box = full.box(cell);
    int[] place = {
      slice + 1, shape.z(slice) + 1, shape.t(slice) + 1, box.x(), box.y(), box.width(), box.height()
    };
    StringBuilder line = new StringBuilder();
    for (int number : place) {
      line.append(number).append(',');
    }
    line.append(names.get(scores.label(index))).append(',');
    Csv.decimal(line, scores.confidence(index), 4);
    line.append(',').append(verdict.word()).append(',');
    Csv.decimal(line, scores.novelty(index), 3);
    for (int c = 0; c < classes.size(); c++) {
      Csv.decimal(line.append(','), scores.probability(index, c), 4);
    }
    out.write(line.append('\n').toString());
  }
}
