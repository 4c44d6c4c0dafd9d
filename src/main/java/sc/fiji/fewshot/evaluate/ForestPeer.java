package sc.fiji.fewshot.evaluate;

import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.forest.ForestLearner;
import sc.fiji.fewshot.evaluate.forest.HandmadeFeatures;
import sc.fiji.fewshot.image.RgbFile;

/**
 * What many use today: a random forest on the features of the Trainable Weka Segmentation
 * (Arganda-Carreras and others, Bioinformatics 33, 2017), taken over the whole image.
 *
 * @param workers to measure on; stay the caller's
 * @param cache of features
 * @param mostEpisodes it takes part in no more, since a forest takes a hundred times as long to
 *     learn as a linear head
 */
public record ForestPeer(WorkerPool workers, EmbeddingCache cache, int mostEpisodes)
    implements Peer {

  /** The name by which a user chooses it. */
  public static final String METHOD = "forest";

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public int episodes(int all) {
    return Math.min(all, mostEpisodes);
  }

  @Override
  public Learner prepare(ClassFolder folder, Progress progress) {
    List<float[][]> rows =
        cache.get(
            folder.images(),
            HandmadeFeatures.VERSION,
            (images, part) -> {
              List<float[][]> features =
                  workers.map(
                      images.size(),
                      i ->
                          new float[][] {
                            HandmadeFeatures.of(RgbFile.read(images.get(i), HandmadeFeatures.SIDE))
                          });
              part.done(1);
              return features;
            },
            progress);
    return new ForestLearner(rows.stream().map(row -> row[0]).toArray(float[][]::new));
  }
}
