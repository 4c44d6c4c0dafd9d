package sc.fiji.fewshot.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.FolderEncoder;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.TaskContext;

/**
 * What {@code fewshot train} does: embeddings of several stages and views, standardised, and one of
 * the heads.
 *
 * @param source of embeddings; stays the caller's
 * @param settings of training, with the method's name
 * @param workers to encode on; stay the caller's
 * @param cache of embeddings
 * @param transductive whether embeddings are also brought to scale by the queries
 */
public record RecipePeer(
    Backbone source,
    TrainingSettings settings,
    WorkerPool workers,
    EmbeddingCache cache,
    boolean transductive)
    implements Peer {

  @Override
  public String method() {
    return settings.method();
  }

  @Override
  public String backbone() {
    return source.info().name();
  }

  @Override
  public Learner prepare(ClassFolder folder, Progress progress) {
    FolderEncoder encoder = new FolderTrainer(source, workers).encoder(folder, settings);
    List<float[][]> pairs =
        cache.get(
            folder.images(),
            source.info().sha256() + " " + encoder.settings(),
            (images, part) -> pairs(encoder.encode(images, part)),
            progress);
    return new EmbeddedLearner(
        pairs.stream().map(pair -> pair[0]).toArray(float[][]::new),
        pairs.stream().map(pair -> pair[1]).toArray(float[][]::new),
        pairs.stream().map(RecipePeer::views).toArray(float[][][]::new),
        shots -> settings.learner().in(TaskContext.of(source).withClasses(names(folder, shots))),
        FolderTrainer.standardisation(source));
  }

  private static List<String> names(ClassFolder folder, Shots shots) {
    String[] names = new String[shots.classes()];
    for (int i = 0; i < shots.images().length; i++) {
      names[shots.labels()[i]] = folder.classes().get(folder.labels().get(shots.images()[i]));
    }
    return List.of(names);
  }

  /** They follow the two, unless they are not kept. */
  private static float[][] views(float[][] rows) {
    return rows.length > 2 ? Arrays.copyOfRange(rows, 2, rows.length) : new float[][] {rows[0]};
  }

  private static List<float[][]> pairs(FolderEncoder.Encoded encoded) {
    List<float[][]> pairs = new ArrayList<>();
    for (int i = 0; i < encoded.asQuery().length; i++) {
      float[][] views = encoded.views()[i];
      int count = views.length > 1 ? views.length : 0;
      float[][] rows = new float[2 + count][];
      rows[0] = encoded.asSupport()[i];
      rows[1] = encoded.asQuery()[i];
      System.arraycopy(views, 0, rows, 2, count);
      pairs.add(rows);
    }
    return pairs;
  }
}
