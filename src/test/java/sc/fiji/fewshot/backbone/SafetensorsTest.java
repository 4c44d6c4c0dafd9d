package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.FewShotException;

class SafetensorsTest {

  private static final String DESCRIPTION =
      "{\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}";

  @Test
  void readsWhatOthersWrite() {
    Tensor tensor = Safetensors.read(file("{\"a\": " + DESCRIPTION + "}"), "x").get("a");
    assertArrayEquals(new long[] {1}, tensor.shape());
    assertArrayEquals(new float[] {1.5f}, tensor.data());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"shape\": [1], \"data_offsets\": [0, 4]}",
        "{\"dtype\": \"F32\", \"data_offsets\": [0, 4]}",
        "{\"dtype\": \"F32\", \"shape\": [1]}",
        "{\"dtype\": \"F32\", \"shape\": 1, \"data_offsets\": [0, 4]}",
        "{\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": 4}",
        "{\"dtype\": [], \"shape\": [1], \"data_offsets\": [0, 4]}",
        "{\"dtype\": \"F32\", \"shape\": [null], \"data_offsets\": [0, 4]}",
        "{\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4]}",
        "{\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 8]}",
        "{\"dtype\": \"F64\", \"shape\": [1], \"data_offsets\": [0, 4]}",
        "3",
        "null",
      })
  void aHeaderThatSaysTooLittleIsRefused(String description) {
    FewShotException e =
        assertThrows(
            FewShotException.class,
            () -> Safetensors.read(file("{\"a\": " + description + "}"), "x.safetensors"));
    assertTrue(e.getMessage().startsWith("x.safetensors is damaged"), e.getMessage());
  }

  private static byte[] file(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .putFloat(1.5f)
        .array();
  }
}
