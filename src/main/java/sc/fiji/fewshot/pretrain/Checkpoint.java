package sc.fiji.fewshot.pretrain;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.io.AtomicFile;

/**
 * What an interrupted training goes on from.
 *
 * @param step the last one that was done
 * @param tensors all that the steps change, by name
 */
public record Checkpoint(int step, Map<String, Tensor> tensors) {

  private static final String TENSORS = "checkpoint.safetensors";
  private static final String FACTS = "checkpoint.json";

  /** What must be the same for going on; the settings as JSON. */
  private record Facts(int step, String settings) {}

  /**
   * @param prefix of names
   * @return the tensors of those names, without the prefix
   */
  Map<String, Tensor> part(String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }

  /**
   * @param folder of the backbone to be
   * @param settings of this run, a record
   * @return the checkpoint in it, if there is one
   * @throws FewShotException if it is damaged or of a run with other settings
   */
  public static Optional<Checkpoint> read(Path folder, Object settings) {
    Path file = folder.resolve(FACTS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Facts facts = new Gson().fromJson(Files.readString(file), Facts.class);
      if (facts == null || !new Gson().toJson(settings).equals(facts.settings())) {
        throw new FewShotException(
            folder
                + " holds the checkpoint of a run with other settings; repeat those settings, or"
                + " choose another --out.");
      }
      Path tensors = folder.resolve(TENSORS);
      return Optional.of(
          new Checkpoint(
              facts.step(), Safetensors.read(Files.readAllBytes(tensors), tensors.toString())));
    } catch (IOException | JsonParseException e) {
      throw new FewShotException(
          "The checkpoint in " + folder + " cannot be read; choose another --out.", e);
    }
  }

  /**
   * Replaces the checkpoint of a folder. The facts come last: without them there is none.
   *
   * @param folder of the backbone to be
   * @param settings of this run, a record
   * @throws FewShotException if it cannot be written
   */
  public void write(Path folder, Object settings) {
    delete(folder);
    AtomicFile.write(
        folder.resolve(TENSORS),
        file -> Files.write(file, Safetensors.write(tensors, Safetensors.Precision.F32)));
    Facts facts = new Facts(step, new Gson().toJson(settings));
    AtomicFile.write(
        folder.resolve(FACTS), file -> Files.writeString(file, new Gson().toJson(facts)));
  }

  /**
   * Removes the checkpoint of a folder, if there is one.
   *
   * @throws FewShotException if it cannot be deleted
   */
  public static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FACTS));
      Files.deleteIfExists(folder.resolve(TENSORS));
    } catch (IOException e) {
      throw new FewShotException("The checkpoint in " + folder + " cannot be deleted.", e);
    }
  }
}
