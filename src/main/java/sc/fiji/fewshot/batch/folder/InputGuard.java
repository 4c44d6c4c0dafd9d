package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.input.Input;
import sc.fiji.fewshot.batch.input.InputList;

/** Keeps a job from replacing what it reads, whatever the user has allowed it to replace. */
final class InputGuard {

  private InputGuard() {}

  /**
   * Checks a job before it writes anything.
   *
   * @param settings of the job
   * @param all images of all shares
   * @throws FewShotException if a result would replace an image or its regions
   */
  static void check(JobSettings settings, InputList all) {
    Set<Path> read = new HashSet<>();
    for (Input input : all.inputs()) {
      real(input.path()).ifPresent(read::add);
      if (settings.regions() != null) {
        real(InputStamp.marks(input, settings.regions())).ifPresent(read::add);
      }
    }
    Set<Path> passedOver = new HashSet<>();
    all.passedOver().forEach(image -> real(image).ifPresent(passedOver::add));
    Set<String> planned = new HashSet<>();
    if (!passedOver.isEmpty()) {
      new JobFolder(settings.out())
          .journals()
          .values()
          .forEach(journal -> planned.addAll(journal.everPlanned()));
    }
    for (Input input : all.inputs()) {
      for (Path result : results(settings.out(), input)) {
        // What has the name of a result, but of no job, is a user's own image.
        boolean own = passedOver.contains(result) && !planned.contains(input.name());
        if (own || read.contains(result)) {
          throw new FewShotException(
              "A result of %s would replace %s, which is an input, too; choose another folder for the results, or move that file."
                  .formatted(input.path(), result));
        }
      }
    }
  }

  private static List<Path> results(Path out, Input input) {
    ImageOutputs outputs = new ImageOutputs(out, input.name());
    return Stream.concat(outputs.all().stream(), Stream.of(outputs.thumbnail()))
        .flatMap(file -> real(file).stream())
        .toList();
  }

  /** The path without links and detours, if it leads anywhere. */
  private static Optional<Path> real(Path path) {
    try {
      return Files.exists(path) ? Optional.of(path.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
