package sc.fiji.fewshot.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import sc.fiji.fewshot.FewShotException;

/**
 * What was learnt for a backbone and lies beside its weights, in files of its own: so the weights
 * keep their hash, by which classifiers know them. Read when it is needed.
 *
 * @param files gives the content of a file, if there is one of that name
 */
record Companions(Function<String, Optional<byte[]>> files) {

  /** Those of the backbone in the jar. */
  static Companions embedded() {
    return new Companions(Companions::resource);
  }

  /**
   * @param weights the backbone's file
   */
  static Companions beside(Path weights) {
    return new Companions(
        name -> {
          Path file = weights.resolveSibling(name);
          return Files.isRegularFile(file) ? Optional.of(Backbones.read(file)) : Optional.empty();
        });
  }

  static Companions none() {
    return new Companions(name -> Optional.empty());
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = Companions.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new FewShotException("The file " + name + " cannot be read from the jar.", e);
    }
  }

  Optional<HeadStart> headStart(BackboneInfo info) {
    return files
        .apply(HeadStart.FILE)
        .map(
            bytes ->
                HeadStart.read(
                    bytes,
                    info.embeddingLength(),
                    "%s of backbone '%s'".formatted(HeadStart.FILE, info.name())));
  }

  PromptBank prompts(BackboneInfo info) {
    Optional<byte[]> list = files.apply(PromptBank.LIST_FILE);
    Optional<byte[]> tensors = files.apply(PromptBank.TENSORS_FILE);
    return list.isPresent() && tensors.isPresent()
        ? PromptBank.read(
            list.get(),
            tensors.get(),
            info.embeddingLength(),
            "The named prompts of backbone '%s'".formatted(info.name()))
        : PromptBank.EMPTY;
  }
}
