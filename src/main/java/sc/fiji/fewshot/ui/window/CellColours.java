package sc.fiji.fewshot.ui.window;

import java.awt.image.BufferedImage;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Scores;
import sc.fiji.fewshot.predict.Verdict;

/**
 * Turns a prediction into a small picture, one pixel a cell, transparent where nothing is to be
 * shown. May be used from any thread.
 */
final class CellColours {

  /** How much of the opacity is left to patches that another class nearly has. */
  private static final double UNSURE = 0.5;

  /** How much of it is left to predictions that are out of date. */
  private static final double STALE = 0.45;

  private final Predictions.Entry entry;
  private final OverlayView view;
  private final int[] rgb;
  private final boolean[] shown;
  private final int watched;

  /**
   * @param entry to show
   * @param classes with their colours of now
   * @param view how
   */
  CellColours(Predictions.Entry entry, List<LabelClass> classes, OverlayView view) {
    this.entry = entry;
    this.view = view;
    List<LabelClass> learnt = entry.learnt().classes();
    rgb = new int[learnt.size()];
    shown = new boolean[learnt.size()];
    int found = 0;
    for (int c = 0; c < rgb.length; c++) {
      LabelClass own = learnt.get(c);
      rgb[c] =
          classes.stream()
              .filter(other -> other.name().equals(own.name()))
              .findFirst()
              .orElse(own)
              .rgb();
      shown[c] = !view.hidden().contains(own.name());
      found = own.name().equals(view.className()) ? c : found;
    }
    watched = found;
  }

  BufferedImage paint() {
    GridPrediction prediction = entry.prediction();
    int columns = prediction.grid().columns();
    int rows = prediction.grid().rows();
    BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        row[x] = argb(prediction, prediction.index(x, y));
      }
      picture.setRGB(0, y, columns, 1, row, 0, columns);
    }
    return picture;
  }

  private int argb(GridPrediction prediction, int cell) {
    Scores scores = prediction.scores();
    return switch (view.mode()) {
      case CLASSES -> classColour(prediction, cell);
      case PROBABILITY -> colour(Ramp.rgb(scores.probability(cell, watched)), 1);
      case UNCERTAINTY -> colour(Ramp.rgb(uncertainty(prediction, cell)), 1);
    };
  }

  private int classColour(GridPrediction prediction, int cell) {
    Scores scores = prediction.scores();
    int label = scores.label(cell);
    float confidence = scores.probability(cell, label);
    Verdict verdict = Verdict.of(confidence, scores.novelty(cell), prediction.noveltyThreshold());
    if (!shown[label] || verdict == Verdict.UNKNOWN || confidence < view.threshold()) {
      return 0;
    }
    return colour(rgb[label], verdict == Verdict.UNSURE ? UNSURE : 1);
  }

  /** 1 where nothing is known or two classes are equally probable, 0 where one is certain. */
  private static double uncertainty(GridPrediction prediction, int cell) {
    Scores scores = prediction.scores();
    if (scores.novelty(cell) > prediction.noveltyThreshold()) {
      return 1;
    }
    float first = 0;
    float second = 0;
    for (int c = 0; c < scores.classes(); c++) {
      float p = scores.probability(cell, c);
      if (p > first) {
        second = first;
        first = p;
      } else if (p > second) {
        second = p;
      }
    }
    return 1 - (first - second);
  }

  private int colour(int opaque, double share) {
    double alpha = view.opacity() * share * (entry.stale() ? STALE : 1);
    return (int) Math.round(alpha * 255) << 24 | opaque;
  }
}
