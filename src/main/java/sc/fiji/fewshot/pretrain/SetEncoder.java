package sc.fiji.fewshot.pretrain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;

/** Embeds images of training sets as whole images are embedded to be recognised. */
final class SetEncoder {

  private static final int IMAGES_AT_ONCE = 128;

  private final PatchEncoder encoder;

  SetEncoder(Backbone backbone, WorkerPool workers) {
    encoder = new PatchEncoder(backbone, workers);
  }

  /**
   * @param set square images whose side is a multiple of the backbone's input multiple
   * @param chosen numbers of images
   * @return one raw embedding for each, the mean of its views
   */
  float[][] encode(TrainingSet set, int[] chosen) {
    Augmenter augmenter =
        new Augmenter(
            set.directionsAlike() ? AugmentationPreset.MICROSCOPY : AugmentationPreset.RADIOLOGY,
            0);
    int each = augmenter.queryViews();
    List<float[]> embeddings = new ArrayList<>();
    for (int start = 0; start < chosen.length; start += IMAGES_AT_ONCE) {
      List<RgbImage> views = new ArrayList<>();
      int end = Math.min(chosen.length, start + IMAGES_AT_ONCE);
      for (int i = start; i < end; i++) {
        views.addAll(augmenter.views(set.image(chosen[i]), set.side(), each, chosen[i]));
      }
      float[][] rows = encoder.encode(views);
      for (int at = 0; at < rows.length; at += each) {
        embeddings.add(MeanEmbedding.of(Arrays.copyOfRange(rows, at, at + each)));
      }
    }
    return embeddings.toArray(float[][]::new);
  }
}
