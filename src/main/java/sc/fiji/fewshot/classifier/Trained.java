package sc.fiji.fewshot.classifier;

import java.util.List;
import sc.fiji.fewshot.image.RgbImage;

/**
 * The outcome of training.
 *
 * @param classifier ready for use
 * @param thumbnails a picture of each example
 */
public record Trained(Classifier classifier, List<Thumbnail> thumbnails) {

  /**
   * A picture of an example.
   *
   * @param className its class
   * @param image as the CNN sees it
   */
  public record Thumbnail(String className, RgbImage image) {}
}
