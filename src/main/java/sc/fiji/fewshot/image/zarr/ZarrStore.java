package sc.fiji.fewshot.image.zarr;

import java.util.Optional;

/** Where the files of a Zarr hierarchy are; used from several threads. */
interface ZarrStore {

  /**
   * @param key path of a file below the root, with slashes
   * @return its content, or nothing if there is no such file
   * @throws sc.fiji.fewshot.FewShotException if it is there but cannot be read
   */
  Optional<byte[]> read(String key);

  /**
   * @param key path of a file below the root, with slashes
   * @param from first byte to read; if negative, counted from the end of the file
   * @param length how many bytes
   * @return these bytes, or nothing if there is no such file
   * @throws sc.fiji.fewshot.FewShotException if it is there but cannot be read, or is shorter
   */
  Optional<byte[]> read(String key, long from, int length);

  /**
   * @return where the root is, for messages
   */
  @Override
  String toString();
}
