package sc.fiji.fewshot.ui.window.files;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.session.file.ImageReference;
import sc.fiji.fewshot.session.file.SavedSession;
import sc.fiji.fewshot.ui.Messages;

/** Where images are stored. */
final class Places {

  private Places() {}

  /**
   * @param image any
   * @return the file that it was opened from, or saved to
   */
  static Optional<Path> of(ImagePlus image) {
    FileInfo info = image.getOriginalFileInfo();
    boolean stored =
        info != null
            && info.directory != null
            && !info.directory.isEmpty()
            && info.fileName != null
            && !info.fileName.isEmpty();
    return stored ? Optional.of(Path.of(info.directory, info.fileName)) : Optional.empty();
  }

  /**
   * Finds the image that a session is about: among the open ones, or else in its file, or in one of
   * that name beside the session. Waits for the disk.
   *
   * @param saved the session
   * @param file where the session was saved
   * @return the image, which may not be shown yet; empty if there is no such file
   * @throws FewShotException if the file holds another image, or none
   */
  static Optional<ImagePlus> find(SavedSession saved, Path file) {
    List<Path> candidates =
        saved.image().path().map(Path::of).stream()
            .flatMap(p -> Stream.of(p, file.resolveSibling(p.getFileName())))
            .filter(Files::isRegularFile)
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Path found = candidates.get(0);
    ImagePlus image = open(found).orElseGet(() -> IJ.openImage(found.toString()));
    if (image == null) {
      throw new FewShotException(Messages.text("work.unreadable", found));
    }
    saved.image().check(ImageReference.of(new ImagePlusSource(image), Optional.of(found)));
    return Optional.of(image);
  }

  private static Optional<ImagePlus> open(Path file) {
    int[] ids = WindowManager.getIDList();
    return Stream.of(ids == null ? new int[0] : ids)
        .flatMapToInt(java.util.Arrays::stream)
        .mapToObj(WindowManager::getImage)
        .filter(image -> image != null && of(image).filter(file::equals).isPresent())
        .findFirst();
  }
}
