package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;

/**
 * The forward pass of {@link MobileNet} in bfloat16, numbers of 8 binary digits, two to three times
 * as fast on processors that multiply them. The engine takes them inside TorchScript only, so this
 * is a script, which {@code export_bfloat16.py} wrote. It has no weights: they are handed to it.
 */
final class Bfloat16Script implements AutoCloseable {

  private static final String SCRIPT = "mobilenet-bfloat16.pt";

  /** What Linux calls the instructions; elsewhere it is not known whether they are there. */
  private static final Set<String> INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16");

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private final Model model;
  private final ParameterStore parameters;

  /**
   * @throws FewShotException if the script is not in the jar
   */
  Bfloat16Script() {
    model = Model.newInstance(SCRIPT, Device.cpu(), "PyTorch");
    parameters = new ParameterStore(model.getNDManager(), false);
    try (InputStream in = Bfloat16Script.class.getResourceAsStream(SCRIPT)) {
      model.load(in);
    } catch (IOException | MalformedModelException e) {
      model.close();
      throw new FewShotException(SCRIPT + " cannot be read from the jar.", e);
    }
  }

  /**
   * @param device to run on
   * @return whether its processor is known to have instructions for bfloat16
   */
  static boolean pays(Device device) {
    if (device.isGpu() || !Files.isReadable(PROCESSOR)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .limit(1)
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .anyMatch(INSTRUCTIONS::contains);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param batch N x 3 x H x W, values 0 to 1
   * @param weights of the network in the order of its layers, in single precision
   * @return the maps of its stages in single precision, in the manager of {@code batch}
   */
  NDList forward(NDArray batch, NDList weights) {
    NDList inputs = new NDList(batch);
    inputs.addAll(weights);
    return model.getBlock().forward(parameters, inputs, false);
  }

  @Override
  public void close() {
    model.close();
  }
}
