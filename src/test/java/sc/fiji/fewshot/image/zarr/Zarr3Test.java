package sc.fiji.fewshot.image.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;

/** NGFF 0.5, in plain chunks and in shards, whole and damaged. */
class Zarr3Test {

  private static final int[] SHAPE = {3, 50, 70};
  private static final int[] CHUNK = {1, 16, 16};

  @TempDir private Path folder;

  private static float value(int level, int c, int y, int x) {
    return (level * 90 + c * 40 + y * 3 + x) % 256;
  }

  private Path make(String type, String codec, int[] shard) {
    Path image = folder.resolve("image.zarr");
    new MadeZarr(image, SHAPE, CHUNK, type, codec, shard, 0.5).write(2, Zarr3Test::value);
    return image;
  }

  private static void check(ImageSource image, Box box) {
    float[][] read = image.read(0, box);
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < read[c].length; i++) {
        float expected = value(0, c, box.y() + i / box.width(), box.x() + i % box.width());
        assertEquals(expected, read[c][i], "channel " + c + ", value " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "uint8, none, false",
    "uint8, blosc, false",
    "uint16, gzip, false",
    "float32, zstd, false",
    "uint8, zstd, true",
    "uint16, none, true"
  })
  void plainChunksAndShardsAreRead(String type, String codec, boolean sharded) {
    Path path = make(type, codec, sharded ? new int[] {1, 2, 3} : null);
    try (ImageSource image = ImageFiles.open(path)) {
      assertEquals(List.of(70, 50, 3), List.of(image.width(), image.height(), image.channels()));
      assertEquals(type.equals("uint8"), image.isRgb());
      check(image, new Box(0, 0, 70, 50));
      check(image, new Box(31, 15, 18, 20));
      assertEquals(1, image.atLevel(1).pixelSize().width());
      assertEquals(value(1, 2, 24, 34), image.atLevel(1).read(0, new Box(34, 24, 1, 1))[2][0]);
    }
  }

  @Test
  void manyThreadsReadTheSame() {
    Path path = make("uint8", "zstd", new int[] {1, 2, 2});
    try (ImageSource image = ImageFiles.open(path)) {
      IntStream.range(0, 200)
          .parallel()
          .forEach(i -> check(image, new Box(i % 50, i % 40, 20, 10)));
    }
  }

  @Test
  void whatIsMissingIsNotANumber() throws IOException {
    Path path = make("float32", "none", null);
    Files.delete(path.resolve("s0/c/1/0/0"));
    try (ImageSource image = ImageFiles.open(path)) {
      assertTrue(Float.isNaN(image.read(0, new Box(15, 0, 2, 1))[1][0]));
      assertFalse(Float.isNaN(image.read(0, new Box(15, 0, 2, 1))[1][1]));
    }
  }

  @Test
  void aTransposedChunkIsTurnedBack() throws IOException {
    Path path = make("uint8", "none", null);
    Path metadata = path.resolve("s0/zarr.json");
    Files.writeString(
        metadata,
        Files.readString(metadata)
            .replace(
                "\"codecs\":[",
                "\"codecs\":[{\"name\":\"transpose\",\"configuration\":{\"order\":[0,2,1]}},"));
    byte[] chunk = Files.readAllBytes(path.resolve("s0/c/0/0/0"));
    byte[] turned = new byte[chunk.length];
    for (int i = 0; i < chunk.length; i++) {
      turned[i % 16 * 16 + i / 16] = chunk[i];
    }
    Files.write(path.resolve("s0/c/0/0/0"), turned);
    try (ImageSource image = ImageFiles.open(path)) {
      assertArrayEquals(new float[] {9, 10}, image.read(0, new Box(0, 3, 2, 1))[0]);
    }
  }

  private static String refusal(Path path) {
    return assertThrows(
            FewShotException.class,
            () -> {
              try (ImageSource image = ImageFiles.open(path)) {
                image.read(0, new Box(0, 0, 70, 50));
              }
            })
        .getMessage();
  }

  private String refusal(String file, String from, String to) throws IOException {
    Path path = make("uint8", "zstd", new int[] {1, 2, 2});
    Path changed = path.resolve(file);
    String text = Files.readString(changed);
    assertTrue(text.contains(from), text);
    Files.writeString(changed, text.replace(from, to));
    return refusal(path);
  }

  @Test
  void damagedMetadataAreToldApart() throws IOException {
    String again = "copy or export it again.";
    assertTrue(refusal("zarr.json", "{", "[").endsWith("is damaged (zarr.json): " + again));
    assertTrue(refusal("zarr.json", "\"y\"", "\"why\"").contains("is damaged (multiscales)"));
    assertTrue(refusal("zarr.json", "s1", "s9").contains("lacks the array 's9'"));
    assertTrue(
        refusal("zarr.json", "s1", "../../secret").contains("lies outside of it"), "no way out");
    assertTrue(refusal("s0/zarr.json", "[1,16,16]", "[0,16,16]").contains("(s0/zarr.json)"));
    assertTrue(refusal("s0/zarr.json", "[1,16,16]", "[1,16,15]").contains("(s0/zarr.json)"));
    assertTrue(refusal("s0/zarr.json", "[3,50,70]", "[50,70]").contains("(s0/zarr.json)"));
    assertTrue(
        refusal("s0/zarr.json", "zstd", "jpegxl")
            .contains("holds chunks compressed by jpegxl, which cannot be read"));
    assertTrue(refusal("s0/zarr.json", "uint8", "complex64").contains("values of type complex64"));
  }

  @Test
  void damagedChunksAreRefused() throws IOException {
    for (String codec : List.of("gzip", "zstd", "blosc", "none")) {
      Path path = make("uint8", codec, null);
      Path chunk = path.resolve("s0/c/0/1/1");
      byte[] bytes = Files.readAllBytes(chunk);
      Files.write(chunk, Arrays.copyOf(bytes, bytes.length - 3));
      assertTrue(refusal(path).contains("is damaged (s0/c/0/1/1: "), refusal(path));
    }
    Path path = make("uint8", "zstd", new int[] {1, 2, 2});
    Path shard = path.resolve("s0/c/0/1/1");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 6]++;
    Files.write(shard, bytes);
    assertTrue(refusal(path).contains("its checksum is wrong"), refusal(path));
    Files.write(shard, new byte[3]);
    assertTrue(refusal(path).contains("cannot be read (the file ends early)"), refusal(path));
  }

  @Test
  void foldersThatAreNoImageAreRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty.zarr"));
    assertTrue(refusal(empty).contains("is no OME-Zarr, or there is nothing"));
    Path plate = Files.createDirectory(folder.resolve("plate.zarr"));
    Files.writeString(plate.resolve(".zattrs"), "{\"plate\": {}}");
    assertTrue(refusal(plate).contains("is a plate; give one of its fields"));
    Files.writeString(plate.resolve(".zattrs"), "{}");
    assertTrue(refusal(plate).contains("holds no OME-Zarr image"));
  }

  @Test
  void theCacheKeepsWithinItsBounds() {
    ChunkCache cache = new ChunkCache(10_000);
    int[] read = new int[1];
    for (int i = 0; i < 100; i++) {
      String key = "chunk " + i;
      cache.get(key, () -> java.util.Optional.of(new byte[1000]));
      assertTrue(cache.bytes() <= 10_000);
      cache.get(
          key,
          () -> {
            read[0]++;
            return java.util.Optional.empty();
          });
    }
    assertEquals(0, read[0], "what was used latest is kept");
    cache.get(
        "chunk 0",
        () -> {
          read[0]++;
          return java.util.Optional.empty();
        });
    assertEquals(1, read[0], "the oldest is not");
  }
}
