package sc.fiji.fewshot.pretrain;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.PromptBank;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.io.AtomicFile;

/**
 * Makes the named prompts of a backbone: the mean embedding of each class of a list.
 *
 * @param list JSON: an array of objects with {@code images} (a folder of images, relative to the
 *     data, as {@code set/class}), {@code name}, {@code synonyms}, {@code source} and {@code
 *     licence}
 * @param data folder of data sets
 */
public record PromptBankJob(Path list, Path data) {

  private record Wanted(
      String images, String name, List<String> synonyms, String source, String licence) {}

  /**
   * Runs the job; blocks until done.
   *
   * @param backbone that embeds; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param out folder that receives {@value PromptBank#LIST_FILE} and {@value
   *     PromptBank#TENSORS_FILE}
   * @param report hears of each data set
   * @throws FewShotException if the list or an image cannot be read, or the folder holds such files
   *     already
   */
  public void run(Backbone backbone, WorkerPool workers, Path out, Consumer<String> report) {
    if (Files.exists(out.resolve(PromptBank.LIST_FILE))) {
      throw new FewShotException(out + " holds named prompts already; choose another --out.");
    }
    EmbeddedSets encoder = new EmbeddedSets(backbone, workers);
    Map<String, EmbeddedSets.Raw> sets = new LinkedHashMap<>();
    List<PromptBank.NamedPrompt> prompts = new ArrayList<>();
    for (Wanted wanted : read()) {
      Path images = Path.of(wanted.images());
      EmbeddedSets.Raw raw =
          sets.computeIfAbsent(
              images.getParent().toString(),
              set -> {
                report.accept("Embedding " + set);
                return encoder.read(data.resolve(set), Progress.NONE);
              });
      int label = raw.folder().classes().indexOf(images.getFileName().toString());
      float[][] rows =
          IntStream.range(0, raw.labels().length)
              .filter(i -> raw.labels()[i] == label)
              .mapToObj(i -> raw.encoded().asSupport()[i])
              .toArray(float[][]::new);
      if (rows.length == 0) {
        throw new FewShotException(
            "There are no images in %s, which %s names.".formatted(data.resolve(images), list));
      }
      prompts.add(
          new PromptBank.NamedPrompt(
              wanted.name(),
              wanted.synonyms(),
              wanted.source(),
              wanted.licence(),
              rows.length,
              MeanEmbedding.of(rows)));
    }
    PromptBank bank = new PromptBank(prompts);
    AtomicFile.write(
        out.resolve(PromptBank.LIST_FILE), file -> Files.write(file, bank.listBytes()));
    AtomicFile.write(
        out.resolve(PromptBank.TENSORS_FILE), file -> Files.write(file, bank.tensorBytes()));
  }

  private List<Wanted> read() {
    try {
      Wanted[] wanted = new Gson().fromJson(Files.readString(list), Wanted[].class);
      for (Wanted w : wanted == null ? new Wanted[0] : wanted) {
        if (w == null
            || w.name() == null
            || w.synonyms() == null
            || w.images() == null
            || Path.of(w.images()).getParent() == null) {
          throw new JsonParseException("a class lacks name, synonyms or images (set/class)");
        }
      }
      return wanted == null ? List.of() : List.of(wanted);
    } catch (IOException e) {
      throw new FewShotException("The list " + list + " cannot be read.", e);
    } catch (JsonParseException e) {
      throw new FewShotException(
          "The list %s cannot be used (%s); see 'fewshot prompts --help'."
              .formatted(list, e.getMessage()),
          e);
    }
  }
}
