package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/**
 * Where backbones come from: the one in the jar, those of the catalogue, a folder of 'fewshot
 * pretrain', a TorchScript file.
 */
public final class Backbones {

  /** Name of the backbone in the jar, the default everywhere. */
  public static final String EMBEDDED = "embedded";

  /** The weights within a backbone folder. */
  public static final String WEIGHTS_FILE = "backbone.safetensors";

  private Backbones() {}

  /**
   * Opens a backbone; the caller closes it.
   *
   * @param name {@value #EMBEDDED}, another name of the {@link Catalogue}, a folder that 'fewshot
   *     pretrain' wrote, a .safetensors file of such a folder, or a TorchScript file (.pt)
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @return the backbone
   * @throws FewShotException if there is no such backbone or device, or it cannot be loaded
   */
  public static Backbone open(String name, String device) {
    Device chosen = Devices.choose(device);
    if (name.equals(EMBEDDED)) {
      return new NetworkBackbone(EMBEDDED, embeddedWeights(), chosen, Companions.embedded());
    }
    BackboneStore store = BackboneStore.usual();
    Optional<CatalogueEntry> known = store.catalogue().find(name);
    if (known.isPresent()) {
      return store.open(known.get(), chosen);
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      path = path.resolve(WEIGHTS_FILE);
    }
    if (!Files.isRegularFile(path)) {
      throw new FewShotException(
          "There is no backbone '"
              + name
              + "'; use '"
              + EMBEDDED
              + "', another name that 'fewshot backbones list' prints, a folder made by 'fewshot"
              + " pretrain', or a TorchScript file (.pt).");
    }
    if (path.toString().endsWith(".safetensors")) {
      return ofWeights(name, read(path), chosen, Companions.beside(path));
    }
    return TorchScriptBackbone.ofFile(
        path, path.getFileName().toString(), chosen, InputScaling.NONE);
  }

  /**
   * @param name what to call it
   * @param safetensors a weights file
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @return a backbone with those weights, of whichever of this project's networks they are
   */
  public static Backbone ofWeights(String name, byte[] safetensors, String device) {
    return ofWeights(name, safetensors, Devices.choose(device), Companions.none());
  }

  private static Backbone ofWeights(
      String name, byte[] safetensors, Device device, Companions companions) {
    Map<String, Tensor> tensors = Safetensors.read(safetensors, "Backbone " + name);
    return Conv4Backbone.matches(tensors)
        ? new Conv4Backbone(name, safetensors, tensors, device)
        : new NetworkBackbone(name, safetensors, device, companions);
  }

  static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new FewShotException("The backbone " + path + " cannot be read.", e);
    }
  }

  public static byte[] embeddedWeights() {
    try (InputStream in = Backbones.class.getResourceAsStream(WEIGHTS_FILE)) {
      if (in == null) {
        throw new FewShotException(
            "This build holds no embedded backbone; give one with --backbone.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new FewShotException("The embedded backbone cannot be read from the jar.", e);
    }
  }
}
