package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.classifier.ExampleEncoder;
import sc.fiji.fewshot.classifier.ExampleWindows;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.predict.SliceEmbeddings;

/**
 * A mark as numbers.
 *
 * @param z standardised embedding
 * @param views standardised embeddings of its single augmented views; just its own without them
 * @param probes standardised embeddings of patches on it and somewhat beside it
 * @param raw what both were made of; null where they were looked up in the slice, without augmented
 *     views
 */
record EncodedMark(float[] z, float[][] views, float[][] probes, ExampleEncoder.Encoded raw) {

  private static final int MOST_WINDOWS = 9;

  /** Where queries may lie that still show the mark, in quarters of a patch. */
  private static final int[][] PROBES = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};

  static EncodedMark of(ExampleEncoder.Encoded raw, Standardiser standardiser) {
    return new EncodedMark(
        standardiser.apply(raw.mean()),
        standardiser.apply(raw.views()),
        standardiser.apply(raw.probes()),
        raw);
  }

  /** What the slice's own patches say of the mark: at once, and good until its views are there. */
  static EncodedMark lookUp(Example example, SliceEmbeddings slice) {
    int patch = slice.grid().patch();
    List<ExampleWindows.Centre> centres = ExampleWindows.of(example.region(), patch, MOST_WINDOWS);
    List<float[]> windows = new ArrayList<>();
    for (ExampleWindows.Centre centre : centres) {
      windows.add(slice.embedding(slice.cellAt(centre.x(), centre.y())));
    }
    ExampleWindows.Centre middle = centres.get(centres.size() / 2);
    float[][] probes = new float[PROBES.length][];
    for (int p = 0; p < probes.length; p++) {
      double x = middle.x() + PROBES[p][0] * patch / 4.0;
      double y = middle.y() + PROBES[p][1] * patch / 4.0;
      probes[p] = slice.embedding(slice.cellAt(x, y));
    }
    float[] mean = MeanEmbedding.of(windows.toArray(float[][]::new));
    float[] z = Standardiser.identity(mean.length).apply(mean);
    return new EncodedMark(z, new float[][] {z}, probes, null);
  }

  boolean hasViews() {
    return raw != null;
  }
}
