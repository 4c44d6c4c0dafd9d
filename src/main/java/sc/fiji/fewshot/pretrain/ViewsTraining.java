package sc.fiji.fewshot.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.WorkerPool;

/**
 * Training by telling images apart whatever the view: see {@link PretrainLoss}.
 *
 * @param settings of training
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param listener hears of each step, on the calling thread
 * @param report hears of what is done, one line at a time
 */
public record ViewsTraining(
    PretrainSettings settings,
    String device,
    Consumer<StepLosses> listener,
    Consumer<String> report)
    implements WeightTraining {

  private static final int CHECKPOINT_EVERY = 200;
  private static final String WEIGHTS = "weights.";
  private static final String AVERAGE = "average.";

  @Override
  public Map<String, Tensor> train(
      Path out, Map<String, Tensor> initial, List<TrainingSet> sets, WorkerPool workers) {
    Checkpoint from =
        Checkpoint.read(out, settings).orElseGet(() -> checkpoint(0, initial, initial));
    if (from.step() > 0) {
      report.accept("Going on after step " + from.step());
    }
    TrainingLog log = new TrainingLog();
    Map<String, Tensor> averaged =
        new Pretrainer(settings, sets, workers)
            .train(
                initial,
                new Pretrainer.Start(from.step(), from.part(WEIGHTS), from.part(AVERAGE)),
                device,
                (losses, state) -> {
                  log.add(losses);
                  listener.accept(losses);
                  if (losses.step() % CHECKPOINT_EVERY == 0) {
                    checkpoint(losses.step(), state.weights(), state.average())
                        .write(out, settings);
                    write(out, log);
                  }
                });
    write(out, log);
    return averaged;
  }

  private static Checkpoint checkpoint(
      int step, Map<String, Tensor> weights, Map<String, Tensor> average) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> all.put(WEIGHTS + name, tensor));
    average.forEach((name, tensor) -> all.put(AVERAGE + name, tensor));
    return new Checkpoint(step, all);
  }

  private static void write(Path out, TrainingLog log) {
    try {
      log.write(out);
    } catch (IOException e) {
      throw new FewShotException("The course of training cannot be written to " + out + ".", e);
    }
  }
}
