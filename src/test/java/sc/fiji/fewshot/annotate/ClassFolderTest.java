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

  @Test
  void aFolderOfFoldersOfClassesIsSeveralDataSets() throws IOException {
    for (String path :
        List.of("two/x/1.png", "two/y/1.png", "one/a/1.png", "one/b/1.png", "docs/readme.md")) {
      file(path);
    }
    assertEquals(
        List.of("one", "two"),
        ClassFolder.readAll(folder).stream().map(ClassFolder::name).toList());
    assertEquals(
        List.of("one"),
        ClassFolder.readAll(folder.resolve("one")).stream().map(ClassFolder::name).toList());
  }

  @Test
  void noImagesAnywhereAreToldInOneSentence() throws IOException {
    file("one/readme.md");
    String message =
        assertThrows(FewShotException.class, () -> ClassFolder.readAll(folder)).getMessage();
    assertTrue(message.startsWith("No images were found in"), message);
  }
}
