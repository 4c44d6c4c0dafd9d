package sc.fiji.fewshot.classifier;

import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

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
  public record Thumbnail(String className, RgbImage image) {

    /**
     * @param view of the example's image
     * @param example marked region
     * @param input patch and scale
     * @return the patch at its centre
     */
    public static Thumbnail of(RgbView view, Example example, InputSpec input) {
      ViewPlane plane = new ViewPlane(view, example.slice(), input.scale());
      Box box = example.region().bounds();
      return new Thumbnail(
          example.className(), plane.around(box.centreX(), box.centreY(), InputSpec.NETWORK_SIDE));
    }
  }
}
