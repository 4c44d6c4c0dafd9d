package sc.fiji.fewshot.predict;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import sc.fiji.fewshot.adapt.Projection;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.learn.Softmax;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Whitening;

/** Turns raw embeddings into scores. Safe for use from several threads. */
final class Scorer {

  private final Classifier classifier;
  private final Standardiser standardiser;
  private final Optional<Projection> projection;

  /**
   * @param classifier what to look for
   * @param metric of the backbone that it was trained with
   */
  Scorer(Classifier classifier, Whitening metric) {
    this.classifier = classifier;
    standardiser = classifier.standardiser().with(metric);
    projection = classifier.adapted().projection();
  }

  Scores score(float[][] embeddings) {
    int classes = classifier.classes().size();
    Scores scores = Scores.empty(classes, embeddings.length, ScoreRoom.HEAP);
    float[][] standardised = standardiser.apply(embeddings);
    float[][] z =
        projection
            .map(p -> Arrays.stream(standardised).map(p::apply).toArray(float[][]::new))
            .orElse(standardised);
    double[][] logits = classifier.head().logits(z);
    for (int i = 0; i < z.length; i++) {
      double[] probabilities = Softmax.of(logits[i], classifier.temperature());
      scores.set(i, probabilities, classifier.unknown().score(z[i], StatUtils.max(probabilities)));
    }
    return scores;
  }
}
