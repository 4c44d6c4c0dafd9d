package sc.fiji.fewshot.predict;

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
    for (int i = 0; i < embeddings.length; i++) {
      float[] unadapted = standardised[i];
      float[] z = projection.map(p -> p.apply(unadapted)).orElse(unadapted);
      double[] probabilities = Softmax.of(classifier.head().logits(z), classifier.temperature());
      scores.set(i, probabilities, classifier.unknown().score(z, StatUtils.max(probabilities)));
    }
    return scores;
  }
}
