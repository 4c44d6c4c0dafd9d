package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;

class EmbeddingCacheTest {

  @TempDir private Path folder;

  private final List<String> encoded = new ArrayList<>();
  private List<Path> images;

  @BeforeEach
  void someImages() throws IOException {
    images = List.of(image("a", "alpha"), image("b", "beta"), image("c", "gamma"));
  }

  private Path image(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private EmbeddingCache onDisk() {
    return EmbeddingCache.in(folder.resolve("cache"));
  }

  /** Encodes a file as its length and the number of the file among all that were encoded. */
  private float[][] get(EmbeddingCache cache, String recipe, List<Path> files) {
    return cache
        .get(
            files,
            recipe,
            (missing, progress) ->
                missing.stream()
                    .map(
                        file -> {
                          encoded.add(file.getFileName().toString());
                          return new float[][] {{file.toFile().length()}, {encoded.size()}};
                        })
                    .toList(),
            Progress.NONE)
        .stream()
        .map(rows -> new float[] {rows[0][0], rows[1][0]})
        .toArray(float[][]::new);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void eachImageIsEncodedOnceFromOneRunToTheNext() throws IOException {
    float[][] first = get(onDisk(), "r", images);
    assertArrayEquals(new float[][] {{5, 1}, {4, 2}, {5, 3}}, first);
    assertArrayEquals(first, get(onDisk(), "r", images));
    assertEquals(List.of("a", "b", "c"), encoded);
    assertEquals(3, entries().size(), "no temporary file remains");
  }

  @Test
  void theContentCountsNotTheName() throws IOException {
    get(onDisk(), "r", images);
    Path renamed = image("other", "beta");
    assertArrayEquals(new float[][] {{4, 2}}, get(onDisk(), "r", List.of(renamed)));
    image("a", "alpha!");
    get(onDisk(), "r", images);
    assertEquals(List.of("a", "b", "c", "a"), encoded);
  }

  @Test
  void equalFilesAreEncodedOnce() throws IOException {
    List<Path> twins = List.of(images.get(0), image("twin", "alpha"));
    assertArrayEquals(new float[][] {{5, 1}, {5, 1}}, get(onDisk(), "r", twins));
  }

  @Test
  void anotherRecipeIsAnotherEntry() {
    get(onDisk(), "views=1", images);
    get(onDisk(), "views=8", images);
    assertEquals(6, encoded.size());
  }

  @Test
  void aFolderThatCannotBeMadeIsDoneWithout() throws IOException {
    Path impossible = image("file", "no folder").resolve("cache");
    EmbeddingCache cache = EmbeddingCache.inIfWritable(impossible);
    assertArrayEquals(get(cache, "r", images), get(cache, "r", images));
    assertEquals(3, encoded.size());
    EmbeddingCache other = EmbeddingCache.inIfWritable(folder.resolve("cache"));
    get(other, "r", images);
    assertEquals(3, entries().size(), "a folder that can be made is used");
  }

  @Test
  void damagedEntriesAreIgnoredAndWrittenAgain() throws IOException {
    get(onDisk(), "r", images);
    List<Path> entries = entries();
    byte[] flipped = Files.readAllBytes(entries.get(0));
    flipped[14] ^= 1;
    Files.write(entries.get(0), flipped);
    byte[] cut = Files.readAllBytes(entries.get(1));
    Files.write(entries.get(1), Arrays.copyOf(cut, cut.length - 3));
    Files.write(entries.get(2), new byte[0]);
    get(onDisk(), "r", images);
    assertEquals(6, encoded.size());
    get(onDisk(), "r", images);
    assertEquals(6, encoded.size(), "they are whole again");
  }

  @Test
  void inMemoryNothingIsWritten() {
    EmbeddingCache cache = EmbeddingCache.inMemory();
    get(cache, "r", images);
    get(cache, "r", images);
    assertEquals(3, encoded.size());
    assertTrue(Files.notExists(folder.resolve("cache")));
  }

  @Test
  void whatWasEncodedSurvivesAnInterruption() throws IOException {
    List<Path> many = new ArrayList<>();
    for (int i : IntStream.range(0, 200).toArray()) {
      many.add(image("many" + i, "content " + i));
    }
    EmbeddingCache.Encoder interrupted =
        (missing, progress) -> {
          if (!encoded.isEmpty()) {
            throw new IllegalStateException("interrupted");
          }
          missing.forEach(file -> encoded.add(file.toString()));
          return missing.stream().map(file -> new float[2][1]).toList();
        };
    assertThrows(
        IllegalStateException.class, () -> onDisk().get(many, "r", interrupted, Progress.NONE));
    int before = encoded.size();
    assertTrue(before > 0 && before < 200);
    get(onDisk(), "r", many.subList(0, before));
    assertEquals(before, encoded.size());
  }

  @Test
  void aFolderThatCannotBeIsToldInOneSentence() {
    EmbeddingCache cache = EmbeddingCache.in(images.get(0));
    String message =
        assertThrows(FewShotException.class, () -> get(cache, "r", images)).getMessage();
    assertTrue(message.contains("--no-cache"), message);
  }
}
