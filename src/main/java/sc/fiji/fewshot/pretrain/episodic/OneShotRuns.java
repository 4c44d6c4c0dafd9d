package sc.fiji.fewshot.pretrain.episodic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.learn.Episode;

/**
 * Omniglot's official one-shot runs (Lake, Salakhutdinov and Tenenbaum, "Human-level concept
 * learning through probabilistic program induction", Science 2015): in each, twenty characters of
 * one alphabet, one drawing of each to learn from and one by another hand to recognise.
 *
 * @param images of all runs
 * @param episodes one a run
 */
record OneShotRuns(ClassImages images, List<Episode> episodes) {

  private static final String PAIRS = "class_labels.txt";

  /**
   * @param folder with one folder a run, each with {@code class_labels.txt}, whose lines pair the
   *     path of a drawing to recognise with that of its class's example
   * @param side width and height to bring the images to, pixels
   * @throws FewShotException if there are no runs or something cannot be read
   */
  static OneShotRuns read(Path folder, int side) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> runs = entries.filter(run -> Files.exists(run.resolve(PAIRS))).sorted().toList();
      if (runs.isEmpty()) {
        throw new FewShotException(
            folder + " holds no one-shot runs; give the folder of Omniglot's run01 to run20.");
      }
      List<byte[]> ink = new ArrayList<>();
      List<Episode> episodes = new ArrayList<>();
      for (Path run : runs) {
        episodes.add(read(folder, run, side, ink));
      }
      return new OneShotRuns(new ClassImages(List.of(), side, ink, new int[ink.size()]), episodes);
    } catch (IOException e) {
      throw new FewShotException("The runs in " + folder + " cannot be read.", e);
    }
  }

  private static Episode read(Path folder, Path run, int side, List<byte[]> ink)
      throws IOException {
    int first = ink.size();
    List<String[]> pairs =
        Files.readAllLines(run.resolve(PAIRS)).stream()
            .filter(line -> !line.isBlank())
            .map(line -> line.trim().split("\\s+"))
            .toList();
    List<byte[]> queries = new ArrayList<>();
    for (String[] pair : pairs) {
      if (pair.length != 2) {
        throw new FewShotException(run.resolve(PAIRS) + " must have two paths a line.");
      }
      queries.add(Drawings.ink(folder.resolve(pair[0]), side));
      ink.add(Drawings.ink(folder.resolve(pair[1]), side));
    }
    ink.addAll(queries);
    int ways = pairs.size();
    int[] classes = IntStream.range(0, ways).toArray();
    return new Episode(
        classes,
        IntStream.range(first, first + ways).toArray(),
        classes,
        IntStream.range(first + ways, first + 2 * ways).toArray(),
        classes);
  }
}
