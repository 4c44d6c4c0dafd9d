package sc.fiji.fewshot.evaluate;

import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.forest.ColourFeatures;
import sc.fiji.fewshot.evaluate.forest.HandmadeFeatures;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.learn.AutoMethod;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * A control that sees colours only, no shape and no texture: where it does well, the data set can
 * be told by its stains.
 *
 * @param workers to measure on; stay the caller's
 * @param cache of features
 * @param transductive whether features are brought to scale by the queries
 */
public record ColourPeer(WorkerPool workers, EmbeddingCache cache, boolean transductive)
    implements Peer {

  /** The name by which a user chooses it. */
  public static final String METHOD = "colour";

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public Learner prepare(ClassFolder folder, Progress progress) {
    float[][] rows =
        cache
            .get(
                folder.images(),
                ColourFeatures.VERSION,
                (images, part) -> {
                  List<float[][]> features =
                      workers.map(
                          images.size(),
                          i ->
                              new float[][] {
                                ColourFeatures.of(
                                    RgbFile.read(images.get(i), HandmadeFeatures.SIDE))
                              });
                  part.done(1);
                  return features;
                },
                progress)
            .stream()
            .map(row -> row[0])
            .toArray(float[][]::new);
    return new EmbeddedLearner(
        rows, rows, new AutoMethod(), support -> Standardiser.identity(support.dimension()));
  }
}
