package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.pretrain.TrainingSet;
import sc.fiji.fewshot.pretrain.WeightTraining;

/**
 * Training of the embedded network by episodes.
 *
 * @param settings of training
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param listener hears of each step, on the calling thread
 * @param report hears of what is done, one line at a time
 */
public record EpisodicTraining(
    EpisodicSettings settings,
    String device,
    Consumer<TrainingStep> listener,
    Consumer<String> report)
    implements WeightTraining {

  @Override
  public Map<String, Tensor> train(
      Path out, Map<String, Tensor> initial, List<TrainingSet> sets, WorkerPool workers) {
    ViewTasks source = new ViewTasks(sets, settings.plan(), workers, settings.seed());
    try (NDManager manager = Devices.engine().newBaseManager(Devices.choose(device));
        MobileNetNetwork network = new MobileNetNetwork(manager, initial, source)) {
      Objective objective = settings.kind().of(network, source.classes(), settings);
      EpisodicTrainer trainer = new EpisodicTrainer(network, objective, source, settings);
      new CheckpointedTraining(out, settings, Optional.empty(), listener, report).run(trainer);
      Map<String, Tensor> learnt = trainer.learnt();
      learnt.keySet().retainAll(MobileNet.parameters(0).keySet());
      return learnt;
    }
  }
}
