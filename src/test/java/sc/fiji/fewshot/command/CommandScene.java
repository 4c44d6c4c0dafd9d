package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import sc.fiji.fewshot.cli.FewShotCli;

/** SciJava with the commands, and an image with marks that the command line has learnt from. */
final class CommandScene implements AutoCloseable {

  static final Path ROIS = Path.of("sample-images/blood-smear-rois.zip").toAbsolutePath();

  /** Large patches make few tiles, which is quick. */
  static final int PATCH = 256;

  final Context context = new Context();

  private final Path folder;

  /** The command line's. */
  final Path classifier;

  /** The file of the slice with the marks. */
  final Path sample;

  /** The file of a part of two other slices. */
  final Path crop;

  CommandScene() {
    try {
      folder = Files.createTempDirectory("commands");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    classifier = folder.resolve("cli.fewshot");
    ImagePlus image = IJ.openImage(Path.of("sample-images/blood-smear.tif").toString());
    sample = save(image.crop("1-1"), folder.resolve("blood-smear.tif"));
    image.setRoi(100, 100, 192, 160);
    crop = save(image.crop("2-3"), folder.resolve("crop.tif"));
    String words = "train --views 1 --patch " + PATCH;
    shell(words, "--examples", ROIS, "--image", sample, "--out", classifier);
  }

  private static Path save(ImagePlus image, Path file) {
    FileSaver saver = new FileSaver(image);
    assertTrue(
        image.getStackSize() > 1
            ? saver.saveAsTiffStack(file.toString())
            : saver.saveAsTiff(file.toString()));
    return file;
  }

  /**
   * Runs the command line, which must succeed.
   *
   * @param first words without spaces in them
   * @param more words
   */
  static void shell(String first, Object... more) {
    Stream<String> words =
        Stream.concat(Stream.of(first.split(" ")), Stream.of(more).map(Object::toString));
    List<String> always = List.of("--device", "cpu", "--quiet");
    assertEquals(0, FewShotCli.run(Stream.concat(words, always.stream()).toArray(String[]::new)));
  }

  /** Runs a command as a macro, a script or the menu does; keys and values in turn. */
  FewShotCommand run(Class<? extends FewShotCommand> command, Object... inputs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < inputs.length; i += 2) {
      Object value = inputs[i + 1];
      map.put((String) inputs[i], value instanceof Path path ? path.toFile() : value);
    }
    try {
      CommandInfo info = context.service(CommandService.class).getCommand(command);
      return (FewShotCommand) context.service(ModuleService.class).run(info, true, map).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  static void ok(Module command) {
    assertFalse(
        ((FewShotCommand) command).isCanceled(), ((FewShotCommand) command).getCancelReason());
  }

  static void refused(FewShotCommand command, String... words) {
    assertTrue(command.isCanceled(), "nothing was wrong");
    String sentence = command.getCancelReason();
    for (String word : words) {
      assertTrue(sentence.contains(word), sentence);
    }
    assertTrue(sentence.endsWith("."), sentence);
    assertFalse(sentence.contains("\n") || sentence.contains("Exception"), sentence);
  }

  @Override
  public void close() throws IOException {
    context.dispose();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
