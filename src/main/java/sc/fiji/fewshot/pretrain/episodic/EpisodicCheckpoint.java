package sc.fiji.fewshot.pretrain.episodic;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.io.AtomicFile;

/**
 * What an interrupted training goes on from: everything that a step changes.
 *
 * @param step the last one that was done
 * @param tensors by name
 */
record EpisodicCheckpoint(int step, Map<String, Tensor> tensors) {

  private static final String TENSORS = "checkpoint.safetensors";
  private static final String FACTS = "checkpoint.json";

  /** What must be the same for going on. */
  private record Facts(int step, EpisodicSettings settings) {}

  /**
   * @param folder of the network to be
   * @param settings of this run
   * @return the checkpoint in it, if there is one
   * @throws FewShotException if it is damaged or of a run with other settings
   */
  static Optional<EpisodicCheckpoint> read(Path folder, EpisodicSettings settings) {
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
      Path tensors = folder.resolve(TENSORS);
      return Optional.of(
          new EpisodicCheckpoint(
              facts.step(), Safetensors.read(Files.readAllBytes(tensors), tensors.toString())));
    } catch (IOException | JsonParseException e) {
      throw new FewShotException(
          "The checkpoint in " + folder + " cannot be read; choose another --out.", e);
    }
  }

  /**
   * Replaces the checkpoint of a folder. The facts come last: without them there is none.
   *
   * @param folder of the network to be
   * @param settings of this run
   * @throws FewShotException if it cannot be written
   */
  void write(Path folder, EpisodicSettings settings) {
    delete(folder);
    AtomicFile.write(
        folder.resolve(TENSORS),
        file -> Files.write(file, Safetensors.write(tensors, Safetensors.Precision.F32)));
    AtomicFile.write(
        folder.resolve(FACTS),
        file -> Files.writeString(file, new Gson().toJson(new Facts(step, settings))));
  }

  /** Removes the checkpoint of a folder, if there is one. */
  static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FACTS));
      Files.deleteIfExists(folder.resolve(TENSORS));
    } catch (IOException e) {
      throw new FewShotException("The checkpoint in " + folder + " cannot be deleted.", e);
    }
  }
}
