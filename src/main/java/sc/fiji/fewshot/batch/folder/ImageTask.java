package sc.fiji.fewshot.batch.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.batch.ImageClassification;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.ResultWriter;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.Thumbnail;
import sc.fiji.fewshot.predict.GridPart;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * The work on one image: what comes out depends on the classifier, the image and its regions only.
 * Any number of threads may work, each on another image; in the second step they wait for each
 * other.
 */
public final class ImageTask {

  private final OpenClassifier classifier;
  private final ResultWriter writer;
  private final Path regions;

  /**
   * @param classifier to apply; stays the caller's
   * @param kinds of results besides the table
   * @param regions for the mode {@link PredictionMode#REGIONS}: their file, or a folder with {@code
   *     NAME-rois.zip} or {@code NAME.geojson} for each image; else null
   */
  public ImageTask(OpenClassifier classifier, Set<ResultKind> kinds, Path regions) {
    this.classifier = classifier;
    writer = new ResultWriter(classifier.plan().classifier().classes(), kinds);
    this.regions = regions;
  }

  /**
   * An image that is ready to be encoded.
   *
   * @param input which one
   * @param view of it
   * @param marks regions on it; empty in other modes
   */
  public record Opened(Input input, RgbView view, List<Example> marks) implements AutoCloseable {

    ImageSource image() {
      return view.image();
    }

    @Override
    public void close() {
      image().close();
    }
  }

  /** Predictions for an image, of which one list is empty. */
  record Predicted(Opened opened, List<GridPrediction> patches, List<RegionPrediction> regions) {}

  /**
   * All three steps.
   *
   * @param input to classify
   * @param folder for the files, under their final names
   * @param progress may cancel
   * @return what was found
   * @throws FewShotException if the image or its regions cannot be used, or files not be written
   */
  public ImageFigures run(Input input, Path folder, Progress progress) {
    try (Opened opened = open(input)) {
      return write(predict(opened, folder, progress), folder);
    }
  }

  /**
   * First step: reads what the file holds beside its pixels, and as many of them as the intensities
   * are guessed from.
   */
  Opened open(Input input) {
    ImageSource file = ImageFiles.open(input.where(), input.series());
    try {
      ImageSource image =
          classifier.plan().resolution().of(file, classifier.plan().classifier().input());
      List<Example> marks =
          classifier.plan().mode() == PredictionMode.REGIONS
              ? MarkFile.readRegions(InputStamp.marks(input, regions), image).stream()
                  .map(mark -> mark.coarser(image.downsampling()))
                  .toList()
              : List.of();
      return new Opened(input, classifier.images().view(image), marks);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /**
   * Of the second step a part, which may be done apart from the others: encodes and predicts a
   * share of the image's blocks, patch by patch.
   *
   * @param input to classify
   * @param number of the share, 0-based
   * @param of how many shares there are
   * @return what was found there
   * @throws FewShotException if the image cannot be used
   */
  public List<GridPart> share(Input input, int number, int of) {
    try (Opened opened = open(input)) {
      synchronized (classifier) {
        return classifier.images().share(opened.view(), classifier.plan().stride(), number, of);
      }
    }
  }

  /**
   * Third step, after all shares of the second.
   *
   * @param input that was classified
   * @param parts of all shares, in any order
   * @param folder for the files, under their final names
   * @return what was found
   * @throws FewShotException if the image cannot be used, or files not be written
   */
  public ImageFigures join(Input input, List<GridPart> parts, Path folder) {
    try (Opened opened = open(input)) {
      List<GridPrediction> slices =
          classifier.images().join(opened.view(), classifier.plan().stride(), parts, folder);
      return write(new Predicted(opened, slices, List.of()), folder);
    }
  }

  /** Second step: encodes and predicts; {@code scratch} takes what does not fit into memory. */
  Predicted predict(Opened opened, Path scratch, Progress progress) {
    synchronized (classifier) {
      return predict(opened, scratch, classifier.images(), progress);
    }
  }

  private Predicted predict(
      Opened opened, Path scratch, ImageClassification images, Progress progress) {
    return switch (classifier.plan().mode()) {
      case PATCHES ->
          new Predicted(
              opened,
              images.patches(opened.view(), classifier.plan().stride(), scratch, progress),
              List.of());
      case REGIONS ->
          new Predicted(opened, List.of(), images.regions(opened.view(), opened.marks(), progress));
      case IMAGE -> new Predicted(opened, List.of(), images.whole(opened.view(), progress));
    };
  }

  /** Third step: writes the files. */
  ImageFigures write(Predicted predicted, Path folder) {
    Opened opened = predicted.opened();
    ImageSource image = opened.image();
    ImageOutputs outputs = new ImageOutputs(folder, opened.input().name());
    int classes = writer.classes().size();
    switch (classifier.plan().mode()) {
      case PATCHES -> {
        Thumbnail.write(outputs.thumbnail(), opened.view(), predicted.patches(), writer.classes());
        writer.patches(opened.view(), predicted.patches(), outputs);
        return ImageFigures.ofPatches(image, predicted.patches(), classes);
      }
      case REGIONS -> {
        Thumbnail.write(outputs.thumbnail(), opened.view());
        writer.regions(image, predicted.regions(), outputs);
      }
      case IMAGE -> {
        Thumbnail.write(outputs.thumbnail(), opened.view());
        writer.whole(image, predicted.regions(), outputs);
      }
    }
    return ImageFigures.ofRegions(image, predicted.regions(), classes);
  }
}
