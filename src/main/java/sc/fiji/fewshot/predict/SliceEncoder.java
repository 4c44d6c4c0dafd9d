package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.encode.EmbeddingMatrix;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.RgbPlane;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Standardiser;

/** Embeds all patches of a slice, for whatever is learnt later. One thread at a time. */
public final class SliceEncoder {

  private static final int SINGLE_SIDE = InputSpec.NETWORK_SIDE + 2 * InputSpec.MARGIN;

  private final Backbone backbone;
  private final WorkerPool workers;
  private final InputSpec input;
  private final Standardiser standardiser;
  private final DenseEncoder dense;

  /**
   * @param backbone to run; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param input patch and scale
   * @param standardiser brings the embeddings to scale
   */
  public SliceEncoder(
      Backbone backbone, WorkerPool workers, InputSpec input, Standardiser standardiser) {
    this.backbone = backbone;
    this.workers = workers;
    this.input = input;
    this.standardiser = standardiser;
    dense = new DenseEncoder(backbone, workers, new FeatureCache(0), InputSpec.NETWORK_SIDE);
  }

  /**
   * Embeds a slice; blocks until done.
   *
   * @param view of the image
   * @param slice 0-based
   * @param stride from one patch to the next, image pixels
   * @param checkpoint called by the workers before each tile; may wait, or throw a {@link
   *     java.util.concurrent.CancellationException}
   * @param progress may cancel
   * @return the embeddings, to be closed
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used or memory is too little
   */
  public SliceEmbeddings encode(
      RgbView view, int slice, int stride, Runnable checkpoint, Progress progress) {
    PatchGrid grid =
        new PatchGrid(view.image().width(), view.image().height(), input.patch(), stride);
    EmbeddingMatrix matrix =
        new EmbeddingMatrix(grid.columns() * grid.rows(), standardiser.dimension());
    try {
      ViewPlane plane = new ViewPlane(view, slice, input.scale());
      if (backbone.info().pooled()) {
        oneByOne(plane, grid, matrix, progress);
      } else {
        densely(new CheckedPlane(plane, checkpoint), grid, matrix, progress);
      }
      return new SliceEmbeddings(grid, slice, matrix);
    } catch (RuntimeException | Error e) {
      matrix.close();
      throw e;
    }
  }

  private void densely(RgbPlane plane, PatchGrid grid, EmbeddingMatrix matrix, Progress progress) {
    int[] done = new int[1];
    progress.done(0);
    dense.grid(
        plane,
        plane,
        grid.lefts(input.scale()),
        grid.tops(input.scale()),
        standardiser::apply,
        (column, row, columns, part) -> {
          for (int i = 0; i < part.length; i++) {
            matrix.set((row + i / columns) * grid.columns() + column + i % columns, part[i]);
          }
          done[0] += part.length;
          progress.done((double) done[0] / matrix.rows());
        });
  }

  private void oneByOne(
      ViewPlane plane, PatchGrid grid, EmbeddingMatrix matrix, Progress progress) {
    PatchEncoder single = new PatchEncoder(backbone, workers, InputSpec.MARGIN);
    for (int row = 0; row < grid.rows(); row++) {
      int y = row;
      var crops =
          workers.map(
              grid.columns(),
              column -> {
                Box patch = grid.patch(column, y);
                return plane.around(patch.centreX(), patch.centreY(), SINGLE_SIDE);
              });
      float[][] part = standardiser.apply(single.encode(crops));
      for (int column = 0; column < part.length; column++) {
        matrix.set(row * grid.columns() + column, part[column]);
      }
      progress.done((row + 1.0) / grid.rows());
    }
  }

  /** A plane that stops at a checkpoint before it is read. */
  private record CheckedPlane(RgbPlane plane, Runnable checkpoint) implements RgbPlane {

    @Override
    public int width() {
      return plane.width();
    }

    @Override
    public int height() {
      return plane.height();
    }

    @Override
    public RgbImage read(Box box) {
      checkpoint.run();
      return plane.read(box);
    }
  }
}
