package sc.fiji.fewshot.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small TorchScript files that src/test/python/make_torchscript_forms.py makes. */
public final class TestModels {

  private TestModels() {}

  /**
   * @param form such as {@code pooled}
   * @param folder to copy it to
   * @return the file there
   */
  public static Path copy(String form, Path folder) {
    Path file = folder.resolve(form + ".pt");
    try {
      return Files.write(file, bytes(form));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param form such as {@code pooled}
   * @return the file's content
   */
  public static byte[] bytes(String form) {
    try (InputStream in = TestModels.class.getResourceAsStream(form + ".pt")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
