package sc.fiji.fewshot.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.predict.GridPart;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.GridPredictor;
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.RegionPredictor;
import sc.fiji.fewshot.predict.ScoreRoom;

/** Classifies one image and writes its results. */
public final class ImageClassification {

  private final Predictor predictor;
  private final ResultWriter writer;

  /**
   * @param predictor to classify with
   * @param classes in the order of its labels
   */
  public ImageClassification(Predictor predictor, List<LabelClass> classes) {
    this.predictor = predictor;
    writer = new ResultWriter(classes, EnumSet.allOf(ResultKind.class));
  }

  /**
   * @param image to be classified
   * @return it with the classifier's channels and intensities
   * @throws sc.fiji.fewshot.FewShotException if the image lacks a channel or holds NaN
   */
  public RgbView view(ImageSource image) {
    return predictor.view(image);
  }

  /**
   * Classifies all slices patch by patch; writes nothing.
   *
   * @param image to classify
   * @param stride from one patch to the next, image pixels
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<GridPrediction> patches(ImageSource image, int stride, Progress progress) {
    return patches(view(image), stride, progress);
  }

  /**
   * Classifies all slices patch by patch; writes nothing.
   *
   * @param view of the image
   * @param stride from one patch to the next, image pixels
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<GridPrediction> patches(RgbView view, int stride, Progress progress) {
    return patches(view, predictor.grids(view, stride), ScoreRoom.HEAP, progress);
  }

  /**
   * Classifies all slices patch by patch; writes nothing but scores that do not fit into memory.
   *
   * @param view of the image
   * @param stride from one patch to the next, image pixels
   * @param scratch folder for those scores, which vanish by themselves
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<GridPrediction> patches(RgbView view, int stride, Path scratch, Progress progress) {
    GridPredictor grids = predictor.grids(view, stride);
    return patches(view, grids, ScoreRoom.of(grids.scoreCount(), scratch), progress);
  }

  private static List<GridPrediction> patches(
      RgbView view, GridPredictor grids, ScoreRoom room, Progress progress) {
    int count = view.image().slices();
    List<GridPrediction> slices = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      Progress part = progress.part((double) s / count, (s + 1.0) / count);
      slices.add(grids.slice(s, room, part));
    }
    return slices;
  }

  /**
   * Classifies a share of the blocks of all slices patch by patch; writes nothing.
   *
   * @param view of the image
   * @param stride from one patch to the next, image pixels
   * @param number of the share, 0-based
   * @param of how many shares there are; there may be more of them than blocks
   * @return what was found there; all shares together make the image
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<GridPart> share(RgbView view, int stride, int number, int of) {
    GridPredictor grids = predictor.grids(view, stride);
    int perSlice = grids.blocks();
    long blocks = (long) view.image().slices() * perSlice;
    List<GridPart> parts = new ArrayList<>();
    for (long b = blocks * number / of; b < blocks * (number + 1) / of; b++) {
      parts.addAll(grids.block((int) (b / perSlice), (int) (b % perSlice)));
    }
    return parts;
  }

  /**
   * Joins all shares; writes nothing.
   *
   * @param view of the image
   * @param stride from one patch to the next, image pixels
   * @param parts of all shares, in any order
   * @param scratch folder for what does not fit into memory
   * @return the predictions, slice by slice, the same as those of {@link #patches}
   */
  public List<GridPrediction> join(RgbView view, int stride, List<GridPart> parts, Path scratch) {
    GridPredictor grids = predictor.grids(view, stride);
    ScoreRoom room = ScoreRoom.of(grids.scoreCount(), scratch);
    List<GridPrediction> slices = new ArrayList<>();
    for (int s = 0; s < view.image().slices(); s++) {
      slices.add(grids.join(s, parts, room));
    }
    return slices;
  }

  /**
   * Classifies all slices patch by patch; writes label map, probabilities, overlay, picture and
   * table.
   *
   * @param image to classify
   * @param stride from one patch to the next, image pixels
   * @param outputs where to write
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used or files not be written
   */
  public List<GridPrediction> patches(
      ImageSource image, int stride, ImageOutputs outputs, Progress progress) {
    RgbView view = view(image);
    List<GridPrediction> slices = patches(view, stride, progress);
    writer.patches(view, slices, outputs);
    return slices;
  }

  /**
   * Classifies marked regions and writes the table.
   *
   * @param image to classify
   * @param regions on that image; their classes are ignored
   * @param outputs where to write
   * @param progress may cancel
   * @return the predictions, in the order of the regions
   * @throws sc.fiji.fewshot.FewShotException if a region lies outside, or pixels cannot be used
   */
  public List<RegionPrediction> regions(
      ImageSource image, List<Example> regions, ImageOutputs outputs, Progress progress) {
    List<RegionPrediction> predictions = regions(image, regions, progress);
    writer.regions(image, predictions, outputs);
    return predictions;
  }

  /**
   * Classifies marked regions; writes nothing.
   *
   * @param image to classify
   * @param regions on that image; their classes are ignored
   * @param progress may cancel
   * @return the predictions, in the order of the regions
   * @throws sc.fiji.fewshot.FewShotException if a region lies outside, or pixels cannot be used
   */
  public List<RegionPrediction> regions(
      ImageSource image, List<Example> regions, Progress progress) {
    return regions(view(image), regions, progress);
  }

  /**
   * Classifies marked regions; writes nothing.
   *
   * @param view of the image
   * @param regions on that image; their classes are ignored
   * @param progress may cancel
   * @return the predictions, in the order of the regions
   * @throws sc.fiji.fewshot.FewShotException if a region lies outside, or pixels cannot be used
   */
  public List<RegionPrediction> regions(RgbView view, List<Example> regions, Progress progress) {
    RegionPredictor predictors = predictor.regions(view);
    List<RegionPrediction> predictions = new ArrayList<>();
    for (Example region : regions) {
      SupportSet.check(region, view.image());
      predictions.add(predictors.region(region.slice(), region.name(), region.region()));
      progress.done((double) predictions.size() / regions.size());
    }
    return predictions;
  }

  /**
   * Classifies each slice as a whole and writes the table.
   *
   * @param image to classify
   * @param outputs where to write
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<RegionPrediction> whole(ImageSource image, ImageOutputs outputs, Progress progress) {
    List<RegionPrediction> predictions = whole(image, progress);
    writer.whole(image, predictions, outputs);
    return predictions;
  }

  /**
   * Classifies each slice as a whole; writes nothing.
   *
   * @param image to classify
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<RegionPrediction> whole(ImageSource image, Progress progress) {
    return whole(view(image), progress);
  }

  /**
   * Classifies each slice as a whole; writes nothing.
   *
   * @param view of the image
   * @param progress may cancel
   * @return the predictions, slice by slice
   * @throws sc.fiji.fewshot.FewShotException if pixels cannot be used
   */
  public List<RegionPrediction> whole(RgbView view, Progress progress) {
    RegionPredictor predictors = predictor.regions(view);
    ImageSource image = view.image();
    List<RegionPrediction> predictions = new ArrayList<>();
    for (int s = 0; s < image.slices(); s++) {
      predictions.add(predictors.whole(s));
      progress.done((s + 1.0) / image.slices());
    }
    return predictions;
  }
}
