package sc.fiji.fewshot.ui.results;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scores;
import sc.fiji.fewshot.predict.Verdict;

/** Predictions that are written down as letters. */
public final class Predictions {

  public static final int NUCLEUS = 0xE69F00;
  public static final int STROMA = 0x0072B2;
  public static final int FAT = 0x009E73;

  public static final List<LabelClass> CLASSES =
      List.of(
          new LabelClass("nucleus", NUCLEUS),
          new LabelClass("stroma", STROMA),
          new LabelClass("fat", FAT));

  private static final String LIKELY = "NSF";
  private static final String UNSURE = "nsf";

  private Predictions() {}

  /**
   * Width and height are those of the letters times the stride, less what is cut off at the right
   * and at the bottom.
   *
   * @param rows one letter a cell: N, S, F likely (0.8), n, s, f unsure (0.5), ? a stroma that is
   *     unknown
   */
  public static GridPrediction grid(int slice, int stride, int cutOff, String... rows) {
    int columns = rows[0].length();
    PatchGrid grid =
        new PatchGrid(columns * stride - cutOff, rows.length * stride - cutOff, 2 * stride, stride);
    float[] probabilities = new float[columns * rows.length * 3];
    float[] novelty = new float[columns * rows.length];
    String letters = String.join("", rows);
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      novelty[i] = letter == '?' ? 2 : 0.5f;
      System.arraycopy(probabilities(letter), 0, probabilities, 3 * i, 3);
    }
    return new GridPrediction(grid, slice, new Scores(3, probabilities, novelty), 1);
  }

  public static RegionPrediction region(String name, int slice, Region region, char letter) {
    float novelty = letter == '?' ? 2 : 0.5f;
    Scores scores = new Scores(3, probabilities(letter), new float[] {novelty});
    Verdict verdict = Verdict.of(scores.confidence(0), novelty, 1);
    return new RegionPrediction(name, slice, region, scores, verdict);
  }

  private static float[] probabilities(char letter) {
    boolean unsure = UNSURE.indexOf(letter) >= 0;
    int label = letter == '?' ? 1 : (unsure ? UNSURE : LIKELY).indexOf(letter);
    float[] all = new float[3];
    for (int c = 0; c < 3; c++) {
      all[c] = unsure ? (c == label ? 0.5f : 0.25f) : c == label ? 0.8f : 0.1f;
    }
    return all;
  }

  /** An image whose pixels measure 0.5 x 0.25 x 2 µm, with its origin at pixel (8, 4). */
  public static ImagePlus image(int width, int height, int channels, int depth, int frames) {
    ImagePlus image =
        channels * depth * frames == 1
            ? IJ.createImage("cells.tif", width, height, 1, 8)
            : IJ.createHyperStack("cells.tif", width, height, channels, depth, frames, 8);
    Calibration calibration = image.getCalibration();
    calibration.pixelWidth = 0.5;
    calibration.pixelHeight = 0.25;
    calibration.pixelDepth = 2;
    calibration.setUnit("µm");
    calibration.xOrigin = 8;
    calibration.yOrigin = 4;
    calibration.frameInterval = 30;
    return image;
  }
}
