package sc.fiji.fewshot.pretrain;

import java.io.IOException;
import java.nio.file.Path;
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

  @Override
  public Map<String, Tensor> train(
      Path out, Map<String, Tensor> initial, List<TrainingSet> sets, WorkerPool workers) {
    Checkpoint from = Checkpoint.read(out, settings).orElseGet(() -> Checkpoint.start(initial));
    if (from.step() > 0) {
      report.accept("Going on after step " + from.step());
    }
    TrainingLog log = new TrainingLog();
    Map<String, Tensor> averaged =
        new Pretrainer(settings, sets, workers)
            .train(
                initial,
                from,
                device,
                (losses, state) -> {
                  log.add(losses);
                  listener.accept(losses);
                  if (losses.step() % Checkpoint.EVERY == 0) {
                    save(out, log, new Checkpoint(losses.step(), state.weights(), state.average()));
                  }
                });
    write(out, log);
    return averaged;
  }

  private void save(Path out, TrainingLog log, Checkpoint checkpoint) {
    try {
      checkpoint.write(out, settings);
    } catch (IOException e) {
      throw new FewShotException("The checkpoint cannot be written to " + out + ".", e);
    }
    write(out, log);
  }

  private static void write(Path out, TrainingLog log) {
    try {
      log.write(out);
    } catch (IOException e) {
      throw new FewShotException("The course of training cannot be written to " + out + ".", e);
    }
  }
}
