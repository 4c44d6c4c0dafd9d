package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.batch.journal.Journal;

/**
 * Where a job keeps what.
 *
 * @param out folder of the results
 */
public record JobFolder(Path out) {

  private static final String ENDING = ".jsonl";

  /**
   * @return the folder of journals, locks and unfinished files
   */
  Path own() {
    return out.resolve(ImageOutputs.JOURNALS);
  }

  Path journal(Shard shard) {
    return own().resolve(name(shard) + ENDING);
  }

  Path lock(Shard shard) {
    return own().resolve(name(shard) + ".lock");
  }

  /** Files under temporary names; what a killed job leaves there is worth nothing. */
  Path staging(Shard shard) {
    return own().resolve(name(shard) + ".part");
  }

  private static String name(Shard shard) {
    return shard.number() + "-of-" + shard.of();
  }

  /**
   * @return the table of all images
   */
  public Path summary() {
    return out.resolve("fewshot-summary.csv");
  }

  /**
   * @return the page for people
   */
  public Path report() {
    return out.resolve("fewshot-report.html");
  }

  /**
   * Makes the folders.
   *
   * @throws FewShotException if that cannot be done
   */
  void create() {
    try {
      Files.createDirectories(own());
    } catch (IOException e) {
      throw new FewShotException(
          "The folder " + out + " cannot be created or written; choose another.", e);
    }
    if (!Files.isWritable(own())) {
      throw new FewShotException("The folder " + out + " cannot be written; choose another.");
    }
  }

  /**
   * @return what all journals say that have at least a header, by their files
   * @throws FewShotException if one cannot be read
   */
  Map<Path, Journal.Content> journals() {
    Map<Path, Journal.Content> contents = new TreeMap<>();
    if (!Files.isDirectory(own())) {
      return contents;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(own(), "*" + ENDING)) {
      for (Path file : files) {
        Journal.Content content = Journal.read(file);
        if (content.header() != null) {
          contents.put(file, content);
        }
      }
    } catch (IOException e) {
      throw new FewShotException("The folder " + own() + " cannot be read.", e);
    }
    return contents;
  }

  /** Deletes a folder with what is in it, as far as that can be done. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(files::add);
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new FewShotException(
          "Unfinished files in " + folder + " cannot be deleted; delete them.", e);
    }
  }
}
