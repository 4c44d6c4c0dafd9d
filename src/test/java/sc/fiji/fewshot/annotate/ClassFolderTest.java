package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

class ClassFolderTest {

  @TempDir private Path folder;

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @Test
  void foldersAreClassesAndTheirImagesExamples() throws IOException {
    for (String path :
        List.of("b/2.png", "b/1.tif", "a/x.jpg", "a/notes.txt", ".git/z.png", "empty/readme.md")) {
      file(path);
    }
    ClassFolder read = ClassFolder.read(folder);
    assertEquals(List.of("a", "b"), read.classes());
    assertEquals(List.of(0, 1, 1), read.labels());
    assertEquals(
        List.of("x.jpg", "1.tif", "2.png"),
        read.images().stream().map(p -> p.getFileName().toString()).toList());
  }

  @Test
  void oneClassIsNotEnough() throws IOException {
    file("a/x.png");
    String message =
        assertThrows(FewShotException.class, () -> ClassFolder.read(folder)).getMessage();
    assertTrue(message.endsWith("but only 'a' was found."), message);
  }
}
