package sc.fiji.fewshot.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;

/** Classifies image files one by one into a folder of results. */
public final class ClassificationJob {

  private final OpenClassifier classifier;
  private final Path out;
  private final Path regions;
  private final boolean resume;
  private final boolean overwrite;

  /**
   * @param classifier to apply; stays the caller's
   * @param out folder for the results; made if it is not there
   * @param regions for regions: their file, or a folder with {@code NAME-rois.zip} or {@code
   *     NAME.geojson} for each image; else null
   * @param resume whether images whose results are complete are skipped
   * @param overwrite whether results that are there are replaced
   * @throws FewShotException if the folder cannot be made or written
   */
  public ClassificationJob(
      OpenClassifier classifier, Path out, Path regions, boolean resume, boolean overwrite) {
    this.classifier = classifier;
    this.out = out;
    this.regions = regions;
    this.resume = resume;
    this.overwrite = overwrite;
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new FewShotException(
          "The folder " + out + " cannot be created or written; choose another (out).", e);
    }
    if (!Files.isWritable(out)) {
      throw new FewShotException("The folder " + out + " cannot be written; choose another (out).");
    }
  }

  /**
   * @param input an image
   * @return whether its results are complete and shall stay
   */
  public boolean isDone(InputList.Input input) {
    return resume && new ImageOutputs(out, input.stem()).complete();
  }

  /**
   * Classifies an image.
   *
   * @param input the image
   * @param progress may cancel
   * @return the table that was written last
   * @throws FewShotException if the image or its regions cannot be used, or results are there that
   *     must not be replaced
   */
  public Path run(InputList.Input input, Progress progress) {
    ImageOutputs outputs = new ImageOutputs(out, input.stem());
    Optional<Path> existing = outputs.existing();
    // With resume, files without a table are what an interrupted run left.
    if (existing.isPresent() && !overwrite && !resume) {
      throw new FewShotException(
          existing.get()
              + " exists; go on after it (resume), replace it (overwrite), or choose another folder"
              + " (out).");
    }
    try (ImageSource image = ImageFiles.open(input.path())) {
      ImageClassification images = classifier.images();
      switch (classifier.plan().mode()) {
        case PATCHES -> images.patches(image, classifier.plan().stride(), outputs, progress);
        case REGIONS ->
            images.regions(
                image,
                MarkFile.readRegions(marks(outputs.stem()), image.shape()),
                outputs,
                progress);
        case IMAGE -> images.whole(image, outputs, progress);
      }
    }
    return outputs.table();
  }

  private Path marks(String stem) {
    if (!Files.isDirectory(regions)) {
      return regions;
    }
    Path rois = regions.resolve(stem + "-rois.zip");
    return Files.exists(rois) ? rois : regions.resolve(stem + ".geojson");
  }
}
