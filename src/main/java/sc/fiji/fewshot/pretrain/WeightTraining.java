package sc.fiji.fewshot.pretrain;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.WorkerPool;

/** One way to train the embedded network's weights; what is done before and after is the same. */
public interface WeightTraining {

  /**
   * @return what it was told, to be written beside the weights
   */
  Object settings();

  /**
   * Trains; blocks until done. A folder with a checkpoint of the same settings is gone on with.
   *
   * @param out existing folder for the course and checkpoints
   * @param initial weights to start from
   * @param sets images to train on
   * @param workers cut views
   * @return the trained weights, by the same names
   * @throws sc.fiji.fewshot.FewShotException if training diverges, the sets do not suit it, or
   *     something cannot be written
   */
  Map<String, Tensor> train(
      Path out, Map<String, Tensor> initial, List<TrainingSet> sets, WorkerPool workers);
}
