package sc.fiji.fewshot.session.guidance;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.UnknownDetector;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.predict.Verdict;
import sc.fiji.fewshot.session.Learnt;

/**
 * Why a place was classified as it was.
 *
 * @param cell number of the cell there
 * @param region its patch, within the image
 * @param opinion what the classifier says of it; empty if nothing is learnt
 * @param similarity how alike each cell of the slice is to it, cosine, -1 to 1, row by row
 */
public record Explanation(int cell, Region region, Optional<Opinion> opinion, float[] similarity) {

  /** How many marks to name if nothing else is wanted. */
  public static final int USUAL_NEIGHBOURS = 5;

  /**
   * What the classifier says.
   *
   * @param probabilities one a class that was learnt
   * @param label number of the most probable class
   * @param verdict how much that is worth
   * @param novelty how strange it is: about 1 as far from the nearest class as a typical left-out
   *     mark
   * @param nearest the most similar marks, the most similar first
   */
  public record Opinion(
      double[] probabilities,
      int label,
      Verdict verdict,
      double novelty,
      List<Neighbour> nearest) {}

  /**
   * A mark that looks like the place.
   *
   * @param index of the mark among those that were learnt from
   * @param mark the mark; its region is what a picture of it shows
   * @param similarity cosine of the angle between the embeddings, -1 to 1
   */
  public record Neighbour(int index, Mark mark, double similarity) {}

  /**
   * Explains a place; takes some milliseconds.
   *
   * @param embeddings of the slice
   * @param learnt what was learnt, if anything was
   * @param x column of the image
   * @param y row of the image
   * @param neighbours how many similar marks to name at most
   * @param workers share the work
   * @return what is known of the cell whose patch is centred nearest to there
   */
  public static Explanation of(
      SliceEmbeddings embeddings,
      Optional<Learnt> learnt,
      double x,
      double y,
      int neighbours,
      WorkerPool workers) {
    int cell = embeddings.cellAt(x, y);
    float[] z = embeddings.embedding(cell);
    return new Explanation(
        cell,
        SampledPatches.region(embeddings.grid(), cell),
        learnt.map(known -> opinion(z, known, neighbours)),
        embeddings.similarity(z, workers));
  }

  private static Opinion opinion(float[] z, Learnt learnt, int neighbours) {
    Fitted fitted = learnt.head().fitted();
    UnknownDetector unknown = learnt.head().unknown();
    double[] probabilities = fitted.probabilities(z);
    int label = Quality.argmax(probabilities);
    double novelty = unknown.score(z, probabilities[label]);
    Verdict verdict =
        Verdict.of((float) probabilities[label], (float) novelty, unknown.threshold());
    float[][] marks = learnt.support().embeddings();
    List<Neighbour> nearest =
        IntStream.range(0, marks.length)
            .mapToObj(i -> new Neighbour(i, learnt.marks().get(i), cosine(z, marks[i])))
            .sorted(Comparator.comparingDouble(n -> -n.similarity()))
            .limit(neighbours)
            .toList();
    return new Opinion(probabilities, label, verdict, novelty, nearest);
  }

  /** Standardised embeddings have length 1, or 0, which is like nothing. */
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }
}
