package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;
import sc.fiji.fewshot.FewShotException;

/** Chooses the processor that runs the CNN and starts the engine with the right class loader. */
public final class Devices {

  private static final String ENGINE_THREADS = "ai.djl.pytorch.num_threads";

  private Devices() {}

  /**
   * Lets the engine itself use several threads, which training needs. Must be called before the
   * first backbone is opened.
   *
   * @param threads at least 1
   */
  public static void useEngineThreads(int threads) {
    System.setProperty(ENGINE_THREADS, Integer.toString(threads));
  }

  /**
   * Starts DJL's PyTorch engine. The first start on a machine unpacks its natives and takes
   * seconds.
   *
   * @return the engine
   */
  public static Engine engine() {
    // One thread in the engine: work is spread over slices and tiles instead, which gives the same
    // bytes whatever the number of cores. Training raises it.
    if (System.getProperty(ENGINE_THREADS) == null) {
      System.setProperty(ENGINE_THREADS, "1");
    }
    // The optimiser of TorchScript graphs recompiles for every new input size: minutes, for
    // nothing.
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    // No usage counting, no look-ups on the network.
    System.setProperty("OPT_OUT_TRACKING", "true");
    // Inside Fiji the calling thread may not see the jar with the natives; this class's loader
    // does.
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(Devices.class.getClassLoader());
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw new FewShotException(
          "The PyTorch engine could not be started ("
              + e.getMessage()
              + "); check that the natives for this platform are installed and that the folder in"
              + " DJL_CACHE_DIR (or ~/.djl.ai) can be written.",
          e);
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  /**
   * @param choice {@code auto} (a GPU where there is one), {@code cpu}, {@code gpu} or, of several
   *     GPUs, that of a number: {@code gpu:1}
   * @return the device
   * @throws FewShotException for another word, or for a GPU where CUDA cannot be used or has no GPU
   *     of that number
   */
  public static Device choose(String choice) {
    Engine engine = engine();
    boolean cuda = engine.getGpuCount() > 0 && engine.hasCapability("CUDA");
    if (choice.matches("gpu:\\d{1,3}")) {
      return numbered(Integer.parseInt(choice.substring(4)), cuda ? engine.getGpuCount() : 0);
    }
    return switch (choice.toLowerCase(Locale.ROOT)) {
      case "cpu" -> Device.cpu();
      case "auto" -> cuda ? Device.gpu() : Device.cpu();
      case "gpu" -> {
        if (!cuda) {
          throw new FewShotException(
              "No CUDA GPU can be used here (no driver, no card, or the CPU build of PyTorch);"
                  + " use the device auto or cpu.");
        }
        yield Device.gpu();
      }
      default -> throw new FewShotException("'" + choice + "' is no device; use auto, cpu or gpu.");
    };
  }

  private static Device numbered(int number, int gpus) {
    if (number >= gpus) {
      throw new FewShotException(
          "There is no CUDA GPU number %d that can be used here, only %d of them; use the device auto or cpu."
              .formatted(number, gpus));
    }
    return Device.gpu(number);
  }

  /**
   * @param choice {@code auto}, {@code cpu} or {@code gpu}
   * @return the device's name as shown to the user, such as {@code cpu()} or {@code gpu(0)}
   * @throws FewShotException as {@link #choose}
   */
  public static String describe(String choice) {
    return choose(choice).toString();
  }
}
