package sc.fiji.fewshot.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.ExampleViews;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.FolderEncoder;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.TaskContext;

/**
 * What {@code fewshot train --adapt} does: as {@link RecipePeer}, but the backbone adapts to the
 * examples of each episode where that helps. Slow, so it takes part in some episodes only.
 *
 * @param source of embeddings; stays the caller's
 * @param settings of training, with the method's name and the adaptation
 * @param workers to encode on; stay the caller's
 * @param most episodes to take part in
 */
public record RefinedPeer(Backbone source, TrainingSettings settings, WorkerPool workers, int most)
    implements Peer {

  /** Images whose views are in memory as pixels. */
  private static final int AT_ONCE = 64;

  @Override
  public String method() {
    return settings.adaptation() == settings.learner().adaptation()
        ? settings.method()
        : settings.method() + "+" + settings.adaptation().key();
  }

  @Override
  public String backbone() {
    return source.info().name();
  }

  @Override
  public int episodes(int all) {
    return Math.min(all, most);
  }

  @Override
  public Learner prepare(ClassFolder folder, Progress progress) {
    FolderEncoder encoder = new FolderTrainer(source, workers).encoder(folder, settings);
    ExampleViews views = new ExampleViews(settings.adaptation(), source, 0);
    try {
      List<Path> images = folder.images();
      for (int from = 0; from < images.size(); from += AT_ONCE) {
        int first = from;
        List<List<RgbImage>> some =
            workers.map(
                Math.min(AT_ONCE, images.size() - from),
                i -> encoder.viewsOf(images.get(first + i)));
        views.add(new ArrayList<>(some), workers);
        progress.done(Math.min(1, (from + AT_ONCE) / (double) images.size()));
      }
      return new RefinedLearner(
          views,
          settings.views(),
          encoder.queryViews(),
          settings.learner().in(TaskContext.of(source)),
          FolderTrainer.standardisation(source),
          settings.seed());
    } catch (RuntimeException e) {
      views.close();
      throw e;
    }
  }
}
