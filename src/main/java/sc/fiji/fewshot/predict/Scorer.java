package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.learn.Softmax;

/** Turns raw embeddings into scores. Safe for use from several threads. */
final class Scorer {

  private final Classifier classifier;

  Scorer(Classifier classifier) {
    this.classifier = classifier;
  }

  Scores score(float[][] embeddings) {
    int classes = classifier.classes().size();
    Scores scores = Scores.empty(classes, embeddings.length);
    for (int i = 0; i < embeddings.length; i++) {
      float[] z = classifier.standardiser().apply(embeddings[i]);
      double[] probabilities = Softmax.of(classifier.head().logits(z), classifier.temperature());
      for (int c = 0; c < classes; c++) {
        scores.probabilities()[i * classes + c] = (float) probabilities[c];
      }
      scores.novelty()[i] = (float) classifier.unknown().score(z);
    }
    return scores;
  }
}
