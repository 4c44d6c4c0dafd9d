package sc.fiji.fewshot.meta;

import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.learn.Head;

/** Few-shot accuracy of a start on a set that it was not learnt from; the same tasks every time. */
final class HeadValidation {

  private static final int WAYS = 5;
  private static final int[] SHOTS = {1, 5};
  private static final int QUERIES = 15;
  private static final int EPISODES = 40;

  private final EmbeddedSet set;

  HeadValidation(EmbeddedSet set) {
    this.set = set;
  }

  /**
   * @param start to judge
   * @return mean accuracy with one and with five shots, 0 to 1
   */
  double[] accuracies(HeadStart start) {
    return IntStream.of(SHOTS).mapToDouble(shots -> accuracy(start, shots)).toArray();
  }

  private double accuracy(HeadStart start, int shots) {
    EpisodeSampler sampler =
        new EpisodeSampler(set.labels(), set.classes(), WAYS, shots, QUERIES, 0);
    double sum = 0;
    for (int e = 0; e < EPISODES; e++) {
      sum += accuracy(start, sampler.episode(e)) / EPISODES;
    }
    return sum;
  }

  private double accuracy(HeadStart start, Episode episode) {
    float[][] examples =
        IntStream.of(episode.support()).mapToObj(i -> set.asSupport()[i]).toArray(float[][]::new);
    Head head = MamlHead.learn(start, true, examples, episode.supportLabels(), episode.ways());
    int right = 0;
    for (int q = 0; q < episode.query().length; q++) {
      double[] logits = head.logits(set.asQuery()[episode.query()[q]]);
      double own = logits[episode.queryLabels()[q]];
      right += Arrays.stream(logits).allMatch(logit -> logit <= own) ? 1 : 0;
    }
    return right / (double) episode.query().length;
  }
}
