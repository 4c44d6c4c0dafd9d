package sc.fiji.fewshot.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;

/**
 * Trains a classifier from whichever kind of examples there is, on a backbone that is loaded for
 * it.
 *
 * @param settings of training
 * @param backbone name or path of the backbone
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param threads to work on
 */
public record TrainingJob(TrainingSettings settings, String backbone, String device, int threads) {

  /**
   * Trains on whole images; blocks until done.
   *
   * @param folder of classes
   * @param progress may cancel
   * @return the classifier with a picture of each example
   * @throws sc.fiji.fewshot.FewShotException if the folder, an image or the backbone cannot be used
   */
  public Trained onFolder(Path folder, Progress progress) {
    try (WorkerPool workers = new WorkerPool(threads);
        Backbone network = Backbones.open(backbone, device)) {
      return new FolderTrainer(network, workers)
          .train(ClassFolder.read(folder), settings, progress);
    }
  }

  /**
   * Trains on marked regions; blocks until done.
   *
   * @param images with their marks, at least one; stay the caller's
   * @param colours known class colours, 0xRRGGBB by name
   * @param progress may cancel
   * @return the classifier with a picture of each example
   * @throws sc.fiji.fewshot.FewShotException if the marks do not suffice or do not fit their image,
   *     or the backbone cannot be used
   */
  public Trained onRegions(
      List<MarkedImage> images, Map<String, Integer> colours, Progress progress) {
    try (WorkerPool workers = new WorkerPool(threads);
        Backbone network = Backbones.open(backbone, device)) {
      return new RegionTrainer(network, workers).train(images, colours, settings, progress);
    }
  }
}
