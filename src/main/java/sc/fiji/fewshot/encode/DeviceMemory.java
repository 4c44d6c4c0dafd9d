package sc.fiji.fewshot.encode;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Locale;
import sc.fiji.fewshot.FewShotException;

/** Tells a device that is out of memory, where less at a time may help, from other failures. */
public final class DeviceMemory {

  /** How PyTorch, cuDNN and cuBLAS put it. */
  private static final List<String> SIGNS =
      List.of(
          "out of memory",
          "not enough memory",
          "can't allocate memory",
          "cudnn_status_alloc_failed",
          "cublas_status_alloc_failed");

  private DeviceMemory() {}

  /**
   * @param e what the engine threw
   * @return whether the same work in smaller portions may succeed
   */
  public static boolean isExhausted(EngineException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return SIGNS.stream().anyMatch(message::contains);
  }

  /**
   * @param e what the engine threw for the smallest portion
   * @return what to tell the user
   */
  public static FewShotException tooLittle(EngineException e) {
    return new FewShotException(
        "There is too little memory for even one patch at a time; close other programs that use"
            + " the GPU, or run with --device cpu.",
        e);
  }
}
