package sc.fiji.fewshot.batch.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.image.ImageFiles;

/** Looks for images in a folder. Links are followed, but never in circles. */
final class ImageSearch {

  private final Path root;
  private final Path out;
  private final List<Path> passedOver = new ArrayList<>();

  /**
   * @param root folder to look into
   * @param out folder of results
   */
  ImageSearch(Path root, Path out) {
    this.root = root;
    this.out = out.toAbsolutePath().normalize();
  }

  /**
   * @param image a file or folder
   * @param relative its path from where names begin
   * @return the name of its results
   */
  static String name(Path image, Path relative) {
    StringJoiner name = new StringJoiner("/");
    for (Path part : relative) {
      name.add(part.toString());
    }
    String all = name.toString();
    int dot = all.lastIndexOf('.');
    // Folders of slices have a name only; a Zarr, though a folder, has an ending like a file.
    boolean ending =
        dot > all.lastIndexOf('/') + 1 && (!Files.isDirectory(image) || all.endsWith(".zarr"));
    return ending ? all.substring(0, dot) : all;
  }

  /**
   * @param recursive whether to look into folders within the folder
   * @return the images, in no particular order; hidden files and results of jobs are none
   * @throws FewShotException if the folder cannot be read
   */
  List<Input> all(boolean recursive) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Visitor(found, recursive));
    } catch (IOException | UncheckedIOException e) {
      throw new FewShotException("The folder " + root + " cannot be read.", e);
    }
    if (root.toAbsolutePath().normalize().equals(out)) {
      removeResults(found);
    }
    return found.stream().map(p -> new Input(p, 0, name(p, root.relativize(p)))).toList();
  }

  /**
   * @return images that {@link #all} has taken for results beside the images that they were made
   *     from
   */
  List<Path> passedOver() {
    return passedOver;
  }

  /** Results beside the images that they were made from. */
  private void removeResults(List<Path> found) {
    Set<Path> results = new HashSet<>();
    for (Path image : found) {
      ImageOutputs outputs =
          new ImageOutputs(image.toAbsolutePath().getParent(), name(image, image.getFileName()));
      results.addAll(outputs.all());
    }
    found.stream()
        .filter(image -> results.contains(image.toAbsolutePath()))
        .forEach(passedOver::add);
    found.removeAll(passedOver);
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final List<Path> found;
    private final boolean recursive;

    Visitor(List<Path> found, boolean recursive) {
      this.found = found;
      this.recursive = recursive;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (folder.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      String name = folder.getFileName().toString();
      boolean results =
          folder.toAbsolutePath().normalize().equals(out)
              || name.startsWith(InputList.RESERVED)
              || Files.exists(folder.resolve(ImageOutputs.JOURNALS));
      if (name.startsWith(".") || results) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (ImageFiles.isImageFolder(folder)) {
        found.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return recursive ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!file.getFileName().toString().startsWith(".") && ImageFiles.isImage(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException problem) throws IOException {
      if (path.equals(root)) {
        throw problem;
      }
      // What cannot be read is told when its turn comes; a link in circles leads nowhere new.
      if (!(problem instanceof FileSystemLoopException)
          && !path.getFileName().toString().startsWith(".")
          && (recursive || ImageFiles.isImage(path))) {
        found.add(path);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
