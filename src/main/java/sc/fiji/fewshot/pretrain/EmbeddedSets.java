package sc.fiji.fewshot.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.FolderEncoder;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.meta.EmbeddedSet;

/** Embeds folders of classes as examples and queries are embedded later, views and all. */
public final class EmbeddedSets {

  /** More images of a class would take longer to encode than they teach. */
  private static final int IMAGES_A_CLASS = 100;

  private final Backbone backbone;
  private final WorkerPool workers;

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   */
  public EmbeddedSets(Backbone backbone, WorkerPool workers) {
    this.backbone = backbone;
    this.workers = workers;
  }

  /**
   * Raw embeddings of some images of a folder.
   *
   * @param folder that they are from
   * @param encoded one row an image
   * @param labels the class of each
   */
  public record Raw(ClassFolder folder, FolderEncoder.Encoded encoded, int[] labels) {}

  /**
   * Embeds some images of each class, spread evenly; blocks until done.
   *
   * @param folder of classes
   * @param progress may cancel
   * @return their embeddings
   * @throws sc.fiji.fewshot.FewShotException if the folder or an image cannot be read
   */
  public Raw read(Path folder, Progress progress) {
    ClassFolder all = ClassFolder.read(folder);
    int[] chosen = chosen(all);
    List<Path> images = IntStream.of(chosen).mapToObj(all.images()::get).toList();
    FolderEncoder encoder =
        new FolderTrainer(backbone, workers).encoder(all, TrainingSettings.usual());
    int[] labels = IntStream.of(chosen).map(all.labels()::get).toArray();
    return new Raw(all, encoder.encode(images, progress), labels);
  }

  private static int[] chosen(ClassFolder folder) {
    List<Integer> chosen = new ArrayList<>();
    for (int c = 0; c < folder.classes().size(); c++) {
      int label = c;
      int[] members =
          IntStream.range(0, folder.images().size())
              .filter(i -> folder.labels().get(i) == label)
              .toArray();
      int used = Math.min(IMAGES_A_CLASS, members.length);
      for (int i = 0; i < used; i++) {
        chosen.add(members[(int) ((long) i * members.length / used)]);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * @param raw embeddings
   * @return them by the statistics that whole images are standardised by
   */
  public EmbeddedSet standardised(Raw raw) {
    Support support =
        new Support(raw.encoded().asSupport(), raw.labels(), raw.folder().classes().size());
    return standardised(
        raw, FolderTrainer.standardisation(backbone).standardiserFor(support), raw.folder().name());
  }

  /**
   * @param raw embeddings
   * @return them by the set's own statistics, as regions are by those of their image
   */
  public EmbeddedSet standardisedByItself(Raw raw) {
    Standardiser own = Standardiser.of(raw.encoded().asSupport());
    Standardiser metric =
        backbone.statistics().map(s -> own.with(Standardiser.of(s).whitening())).orElse(own);
    return standardised(raw, metric, raw.folder().name() + " by its own statistics");
  }

  private static EmbeddedSet standardised(Raw raw, Standardiser standardiser, String name) {
    return new EmbeddedSet(
        name,
        standardiser.apply(raw.encoded().asSupport()),
        standardiser.apply(raw.encoded().asQuery()),
        raw.labels(),
        raw.folder().classes().size());
  }
}
