package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * Moves numbers between Java's arrays and the engine's without another copy on the way. Buffers of
 * Java's own would stay until the garbage collector comes by; these go with their manager.
 */
final class EngineMemory {

  private EngineMemory() {}

  /**
   * @param manager owns the result
   * @param shape of the result
   * @param writer fills in all values, from the buffer's position on
   * @return an array of these values
   */
  static NDArray write(NDManager manager, Shape shape, Consumer<FloatBuffer> writer) {
    if (manager.getDevice().isGpu()) {
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * shape.size()))
              .order(ByteOrder.nativeOrder());
      writer.accept(bytes.asFloatBuffer());
      return manager.create(bytes, shape, DataType.FLOAT32);
    }
    NDArray array = manager.create(shape, DataType.FLOAT32);
    writer.accept(read(array));
    return array;
  }

  /**
   * @param array of floats
   * @return its values, to be read before the array or its manager is closed
   */
  static FloatBuffer read(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
