package sc.fiji.fewshot.session;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of the engine's memory the embeddings of slices may take. */
final class EmbeddingBudget {

  private static final int SHARE = 4;

  private EmbeddingBudget() {}

  /**
   * @return a quarter of the machine's memory, bytes
   */
  static long bytes() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return machine.getTotalMemorySize() / SHARE;
  }
}
