package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/**
 * Tiles from all over an image, without labels: their statistics tell what is usual in it. The same
 * tiles each time. They come in squares of {@value #ACROSS} x {@value #ACROSS}, which share their
 * surroundings and so go through the CNN in a little more than half the time.
 */
final class TileSample {

  private static final int MOST_SLICES = 8;
  private static final int ACROSS = 2;
  private static final int SQUARE = ACROSS * InputSpec.NETWORK_SIDE + 2 * InputSpec.MARGIN;

  private static final List<Box> TILES =
      IntStream.range(0, ACROSS * ACROSS)
          .mapToObj(
              i ->
                  new Box(
                      InputSpec.MARGIN + i % ACROSS * InputSpec.NETWORK_SIDE,
                      InputSpec.MARGIN + i / ACROSS * InputSpec.NETWORK_SIDE,
                      InputSpec.NETWORK_SIDE,
                      InputSpec.NETWORK_SIDE))
          .toList();

  private final PatchEncoder encoder;
  private final InputSpec input;

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param input patch and scale
   */
  TileSample(Backbone backbone, WorkerPool workers, InputSpec input) {
    // The whole margin: these stand for what queries look like.
    encoder = new PatchEncoder(backbone, workers, InputSpec.MARGIN);
    this.input = input;
  }

  /**
   * @param view of an image
   * @param count about how many tiles, at least one square of them
   * @return raw embeddings of tiles on a regular grid of up to eight slices
   */
  List<float[]> embeddings(RgbView view, int count) {
    return encoder.encode(squares(view, count / TILES.size()), TILES).stream()
        .flatMap(Arrays::stream)
        .toList();
  }

  private List<RgbImage> squares(RgbView view, int count) {
    ImageSource image = view.image();
    int slices = Math.min(MOST_SLICES, image.slices());
    double each = Math.max(1, (double) count / slices);
    double spacing =
        Math.max(input.patch(), Math.sqrt((double) image.width() * image.height() / each));
    int columns = (int) Math.max(1, Math.round(image.width() / spacing));
    int rows = (int) Math.max(1, Math.round(image.height() / spacing));
    List<RgbImage> squares = new ArrayList<>();
    for (int s = 0; s < slices; s++) {
      int slice = (int) ((long) s * image.slices() / slices);
      ViewPlane plane = new ViewPlane(view, slice, input.scale());
      for (int j = 0; j < rows; j++) {
        for (int i = 0; i < columns; i++) {
          squares.add(
              plane.around(
                  (i + 0.5) * image.width() / columns, (j + 0.5) * image.height() / rows, SQUARE));
        }
      }
    }
    return squares;
  }
}
