package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class DevicesTest {

  @Test
  void oneOfSeveralGpusIsChosenByItsNumberIfItIsThere() {
    assertEquals(Device.cpu(), Devices.choose("cpu"));
    String problem =
        assertThrows(FewShotException.class, () -> Devices.choose("gpu:999")).getMessage();
    assertTrue(problem.startsWith("There is no CUDA GPU number 999"), problem);
    problem = assertThrows(FewShotException.class, () -> Devices.choose("gpu:x")).getMessage();
    assertEquals("'gpu:x' is no device; use auto, cpu or gpu.", problem);
  }
}
