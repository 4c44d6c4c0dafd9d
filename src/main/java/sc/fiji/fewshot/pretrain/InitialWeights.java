package sc.fiji.fewshot.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.backbone.Tensor;

/**
 * Where training starts.
 *
 * @param origin file name, or the embedded backbone's name
 * @param sha256 of the file
 * @param tensors weights of the project's network
 */
record InitialWeights(String origin, String sha256, Map<String, Tensor> tensors) {

  /**
   * @param path a backbone folder or .safetensors file of this project, a .safetensors file of a
   *     MobileNetV1 with separate batch normalisation, or null for the embedded backbone
   * @throws FewShotException if it is none of these
   */
  static InitialWeights read(Path path) {
    if (path == null) {
      return of(Backbones.EMBEDDED, Backbones.embeddedWeights());
    }
    Path file = Files.isDirectory(path) ? path.resolve(Backbones.WEIGHTS_FILE) : path;
    try {
      return of(file.getFileName().toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FewShotException("The initial weights " + file + " cannot be read.", e);
    }
  }

  private static InitialWeights of(String origin, byte[] bytes) {
    Map<String, Tensor> tensors = Safetensors.read(bytes, origin);
    if (ImageNetInit.matches(tensors)) {
      return new InitialWeights(origin, Sha256.of(bytes), ImageNetInit.fold(tensors));
    }
    // A backbone's statistics are of its old weights.
    Map<String, Tensor> network = new LinkedHashMap<>();
    for (String convolution : MobileNet.convolutionNames()) {
      for (String part : List.of(".weight", ".bias")) {
        Tensor tensor = tensors.get(convolution + part);
        if (tensor == null) {
          throw new FewShotException(
              origin
                  + " lacks "
                  + convolution
                  + part
                  + "; start from a backbone folder or a MobileNetV1 with separate batch"
                  + " normalisation.");
        }
        network.put(convolution + part, tensor);
      }
    }
    return new InitialWeights(origin, Sha256.of(bytes), network);
  }
}
