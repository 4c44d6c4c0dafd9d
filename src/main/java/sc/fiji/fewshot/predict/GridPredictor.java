package sc.fiji.fewshot.predict;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/** Classifies the slices of one image patch by patch. One thread at a time. */
public final class GridPredictor {

  private final Classifier classifier;
  private final PatchEncoders encoders;
  private final Scorers scorers;
  private final RgbView view;
  private final PatchGrid grid;

  /**
   * @param classifier what to look for
   * @param encoders of its backbone
   * @param scorers of the classifier
   * @param view of the image
   * @param stride from one patch to the next, image pixels
   */
  GridPredictor(
      Classifier classifier, PatchEncoders encoders, Scorers scorers, RgbView view, int stride) {
    this.classifier = classifier;
    this.encoders = encoders;
    this.scorers = scorers;
    this.view = view;
    grid =
        new PatchGrid(
            view.image().width(), view.image().height(), classifier.input().patch(), stride);
  }

  /**
   * Classifies a slice, encoding it once; with a backbone that yields no maps, each patch on its
   * own.
   *
   * @param slice 0-based
   * @param progress may cancel
   * @return the prediction
   */
  public GridPrediction slice(int slice, Progress progress) {
    return slice(slice, ScoreRoom.HEAP, progress);
  }

  /**
   * As {@link #slice(int, Progress)}.
   *
   * @param slice 0-based
   * @param room for the scores
   * @param progress may cancel
   * @return the prediction
   */
  public GridPrediction slice(int slice, ScoreRoom room, Progress progress) {
    if (encoders.pooled()) {
      return oneByOne(slice, room, progress);
    }
    Scores scores = empty(room);
    ViewPlane plane = plane(slice);
    int[] done = new int[1];
    progress.done(0);
    encoders
        .dense()
        .grid(
            plane,
            plane,
            grid.lefts(plane.scale()),
            grid.tops(plane.scale()),
            scorers.of(view)::score,
            (column, row, columns, part) -> {
              scores.paste(part, column, row, columns, grid.columns());
              done[0] += part.size();
              progress.done((double) done[0] / scores.size());
            });
    return prediction(slice, scores);
  }

  /**
   * @return into how many blocks each slice is cut, which can be classified each on its own; 1 with
   *     a backbone that yields no maps
   */
  public int blocks() {
    return encoders.pooled() ? 1 : encoders.dense().blocks(plane(0));
  }

  /**
   * Classifies a block of a slice: of {@link #slice}, what lies in that block.
   *
   * @param slice 0-based
   * @param block its number, from 0 to {@link #blocks} - 1
   * @return the scores, to be joined with those of the other blocks
   */
  public List<GridPart> block(int slice, int block) {
    if (encoders.pooled()) {
      Scores all = oneByOne(slice, Progress.NONE).scores();
      return List.of(GridPart.of(slice, 0, 0, grid.columns(), all));
    }
    ViewPlane plane = plane(slice);
    List<GridPart> parts = new ArrayList<>();
    encoders
        .dense()
        .block(
            block,
            plane,
            plane,
            grid.lefts(plane.scale()),
            grid.tops(plane.scale()),
            scorers.of(view)::score,
            (column, row, columns, scores) ->
                parts.add(GridPart.of(slice, column, row, columns, scores)));
    return parts;
  }

  /**
   * Joins what was found block by block, wherever that was.
   *
   * @param slice 0-based
   * @param parts of all blocks of the slice, in any order; those of other slices are passed over
   * @param room for the scores
   * @return the prediction, the same as that of {@link #slice}
   * @throws IllegalArgumentException if a part is missing
   */
  public GridPrediction join(int slice, List<GridPart> parts, ScoreRoom room) {
    Scores scores = empty(room);
    int joined = 0;
    for (GridPart part : parts) {
      if (part.slice() == slice) {
        Scores found = part.scores();
        scores.paste(found, part.column(), part.row(), part.columns(), grid.columns());
        joined += found.size();
      }
    }
    if (joined != scores.size()) {
      throw new IllegalArgumentException(
          "%d of %d patches of slice %d".formatted(joined, scores.size(), slice));
    }
    return prediction(slice, scores);
  }

  /**
   * Classifies a slice, encoding each patch on its own: slow, the reference for {@link #slice}.
   *
   * @param slice 0-based
   * @param progress may cancel
   * @return the prediction
   */
  public GridPrediction oneByOne(int slice, Progress progress) {
    return oneByOne(slice, ScoreRoom.HEAP, progress);
  }

  private GridPrediction oneByOne(int slice, ScoreRoom room, Progress progress) {
    Scores scores = empty(room);
    ViewPlane plane = plane(slice);
    for (int row = 0; row < grid.rows(); row++) {
      int y = row;
      List<RgbImage> crops =
          encoders
              .workers()
              .map(
                  grid.columns(),
                  column -> {
                    Box patch = grid.patch(column, y);
                    return plane.around(
                        patch.centreX(), patch.centreY(), PatchEncoders.SINGLE_SIDE);
                  });
      Scores part = scorers.of(view).score(encoders.single().encode(crops));
      scores.paste(part, 0, row * grid.columns(), grid.columns());
      progress.done((row + 1.0) / grid.rows());
    }
    return prediction(slice, scores);
  }

  /**
   * @return how many numbers the scores of all slices are
   */
  public long scoreCount() {
    long patches = (long) grid.columns() * grid.rows() * view.image().slices();
    return patches * (classifier.classes().size() + 1);
  }

  private Scores empty(ScoreRoom room) {
    return Scores.empty(classifier.classes().size(), grid.columns() * grid.rows(), room);
  }

  private ViewPlane plane(int slice) {
    return new ViewPlane(view, slice, classifier.input().scale());
  }

  private GridPrediction prediction(int slice, Scores scores) {
    return new GridPrediction(grid, slice, scores, classifier.unknown().threshold());
  }
}
