package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.Rows;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;

/**
 * The augmented views of examples as an adaptation needs them: gone through the part of the network
 * that stays frozen, once. About 64 KiB a view of 128 x 128 pixels for {@code last-stage}, 96 KiB
 * for those that start from pixels, 14 KiB for {@code projection}. One thread at a time.
 */
public final class ExampleViews implements AutoCloseable {

  /** Views that go through the adapted part together. */
  private static final int AT_ONCE = 32;

  private final Adaptation adaptation;
  private final Backbone backbone;
  private final int cropped;
  private final ViewActivations activations;
  private final List<int[]> views = new ArrayList<>();

  /**
   * @param adaptation what will be adapted
   * @param backbone to adapt; stays the caller's and must stay open
   * @param margin network pixels on each side of a view that are seen but not pooled, a multiple of
   *     the coarsest stride
   * @throws sc.fiji.fewshot.FewShotException if this backbone cannot be adapted so
   */
  public ExampleViews(Adaptation adaptation, Backbone backbone, int margin) {
    if (adaptation.changesNetwork()) {
      AdaptedWeights.adaptable(backbone, adaptation);
    }
    this.adaptation = adaptation;
    this.backbone = backbone;
    int frozen = adaptation.frozenStages(backbone.info().stages().size());
    // What surrounds a patch cannot be seen through a frame around it.
    cropped = adaptation == Adaptation.BORDER ? margin : 0;
    activations = new ViewActivations(backbone, frozen, margin - cropped);
  }

  /**
   * Adds the next examples; blocks until their views have gone through the frozen stages.
   *
   * @param examples the views of each, at least one, with their margins, all of one size
   * @param workers to run on
   */
  public void add(List<List<RgbImage>> examples, WorkerPool workers) {
    int first = activations.size();
    List<RgbImage> all = new ArrayList<>();
    for (List<RgbImage> example : examples) {
      int from = first + all.size();
      example.forEach(view -> all.add(withoutMargin(view)));
      views.add(IntStream.range(from, first + all.size()).toArray());
    }
    activations.add(all, workers);
  }

  private RgbImage withoutMargin(RgbImage view) {
    return cropped == 0
        ? view
        : view.crop(
            new Box(cropped, cropped, view.width() - 2 * cropped, view.height() - 2 * cropped));
  }

  /**
   * @return what will be adapted
   */
  public Adaptation adaptation() {
    return adaptation;
  }

  /**
   * @return how many examples there are
   */
  public int size() {
    return views.size();
  }

  /** Numbers of an example's views. */
  int[] of(int example) {
    return views.get(example);
  }

  Backbone backbone() {
    return backbone;
  }

  ViewActivations activations() {
    return activations;
  }

  /**
   * Embeds examples with adapted weights.
   *
   * @param weights {@link AdaptedWeights#none()} for the pretrained network
   * @param examples numbers of examples
   * @param most views of each to take, from the first on
   * @return the raw embedding of each: the mean over its views. A projection is not applied.
   */
  public float[][] embed(AdaptedWeights weights, int[] examples, int most) {
    int[][] chosen = new int[examples.length][];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = IntStream.of(of(examples[i])).limit(most).toArray();
    }
    float[][] rows =
        embed(
            weights,
            IntStream.range(0, chosen.length).flatMap(i -> IntStream.of(chosen[i])).toArray());
    float[][] means = new float[examples.length][];
    int row = 0;
    for (int i = 0; i < means.length; i++) {
      means[i] = MeanEmbedding.of(Arrays.copyOfRange(rows, row, row + chosen[i].length));
      row += chosen[i].length;
    }
    return means;
  }

  private float[][] embed(AdaptedWeights weights, int[] rows) {
    float[][] all = new float[rows.length][];
    try (NDManager manager = backbone.newManager()) {
      NetworkArrays arrays = NetworkArrays.of(manager, backbone, adaptation, weights);
      for (int from = 0; from < rows.length; from += AT_ONCE) {
        int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + AT_ONCE));
        try (NDManager scope = manager.newSubManager()) {
          NDArray raw = activations.embed(scope, some, arrays);
          System.arraycopy(Rows.of(raw), 0, all, from, some.length);
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    activations.close();
  }
}
