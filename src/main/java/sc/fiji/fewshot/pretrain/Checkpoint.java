package sc.fiji.fewshot.pretrain;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;

/**
 * What an interrupted training run goes on from.
 *
 * @param step the last one that was done
 * @param weights of the student
 * @param average moving average of its weights
 */
record Checkpoint(int step, Map<String, Tensor> weights, Map<String, Tensor> average) {

  /** Steps from one checkpoint to the next. */
  static final int EVERY = 200;

  private static final String TENSORS = "checkpoint.safetensors";
  private static final String FACTS = "checkpoint.json";
  private static final String AVERAGE = "average.";

  /** What must be the same for going on. */
  private record Facts(int step, PretrainSettings settings) {}

  /** Where training begins. */
  static Checkpoint start(Map<String, Tensor> initial) {
    return new Checkpoint(0, initial, initial);
  }

  /**
   * @param folder of the backbone to be
   * @param settings of this run
   * @return the checkpoint in it, if there is one
   * @throws FewShotException if it is damaged or of a run with other settings
   */
  static Optional<Checkpoint> read(Path folder, PretrainSettings settings) {
    Path file = folder.resolve(FACTS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Facts facts = new Gson().fromJson(Files.readString(file), Facts.class);
      if (facts == null || !settings.equals(facts.settings())) {
        throw new FewShotException(
            folder
                + " holds the checkpoint of a run with other settings; repeat those settings, or"
                + " choose another --out.");
      }
      Map<String, Tensor> weights = new LinkedHashMap<>();
      Map<String, Tensor> average = new LinkedHashMap<>();
      Path tensors = folder.resolve(TENSORS);
      Safetensors.read(Files.readAllBytes(tensors), tensors.toString())
          .forEach(
              (name, tensor) -> {
                if (name.startsWith(AVERAGE)) {
                  average.put(name.substring(AVERAGE.length()), tensor);
                } else {
                  weights.put(name, tensor);
                }
              });
      return Optional.of(new Checkpoint(facts.step(), weights, average));
    } catch (IOException | JsonParseException e) {
      throw new FewShotException(
          "The checkpoint in " + folder + " cannot be read; choose another --out.", e);
    }
  }

  /**
   * Replaces the checkpoint of a folder. The facts come last: without them there is none.
   *
   * @param folder of the backbone to be
   * @param settings of this run
   * @throws IOException if it cannot be written
   */
  void write(Path folder, PretrainSettings settings) throws IOException {
    Map<String, Tensor> all = new LinkedHashMap<>(weights);
    average.forEach((name, tensor) -> all.put(AVERAGE + name, tensor));
    Files.deleteIfExists(folder.resolve(FACTS));
    replace(folder.resolve(TENSORS), Safetensors.write(all, Safetensors.Precision.F32));
    replace(folder.resolve(FACTS), new Gson().toJson(new Facts(step, settings)).getBytes());
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    Files.write(partial, bytes);
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the checkpoint of a folder, if there is one. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FACTS));
    Files.deleteIfExists(folder.resolve(TENSORS));
  }
}
