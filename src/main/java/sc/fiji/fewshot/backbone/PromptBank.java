package sc.fiji.fewshot.backbone;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/**
 * Classes that are known by name: for each the mean embedding of many images. They lie beside a
 * backbone's weights in two files, one to read and one of numbers.
 *
 * @param prompts the classes
 */
public record PromptBank(List<NamedPrompt> prompts) {

  /** The bank of a backbone that came without one. */
  public static final PromptBank EMPTY = new PromptBank(List.of());

  /** Names, synonyms, origins and licences, in a backbone folder. */
  public static final String LIST_FILE = "prompts.json";

  /** The embeddings, in a backbone folder. */
  public static final String TENSORS_FILE = "prompts.safetensors";

  private static final String TENSOR = "prompts";

  /**
   * One class.
   *
   * @param name by which it is called
   * @param synonyms other words for it; plurals need not be listed
   * @param source what images it was made from
   * @param licence of these
   * @param images how many
   * @param embedding their raw mean
   */
  public record NamedPrompt(
      String name,
      List<String> synonyms,
      String source,
      String licence,
      int images,
      float[] embedding) {}

  /** What the file to read says of a class; the embeddings are rows of a matrix in this order. */
  private record Entry(
      String name, List<String> synonyms, String source, String licence, int images) {}

  /** Keeps a copy. */
  public PromptBank {
    prompts = List.copyOf(prompts);
  }

  /**
   * @param className as a user wrote it; case, plurals and what joins words do not matter
   * @return the class of that name
   */
  public Optional<NamedPrompt> find(String className) {
    String wanted = plain(className);
    return prompts.stream()
        .filter(
            p ->
                plain(p.name()).equals(wanted)
                    || p.synonyms().stream().anyMatch(s -> plain(s).equals(wanted)))
        .findFirst();
  }

  /** Lower case, each word in the singular, words joined by a blank. */
  private static String plain(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        words.add(singular(word));
      }
    }
    return String.join(" ", words);
  }

  private static String singular(String word) {
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  /**
   * @return the content of {@value #LIST_FILE}
   */
  public byte[] listBytes() {
    List<Entry> entries =
        prompts.stream()
            .map(p -> new Entry(p.name(), p.synonyms(), p.source(), p.licence(), p.images()))
            .toList();
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return (gson.toJson(entries) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @return the content of {@value #TENSORS_FILE}, at half precision
   */
  public byte[] tensorBytes() {
    float[][] rows = prompts.stream().map(NamedPrompt::embedding).toArray(float[][]::new);
    return Safetensors.write(Map.of(TENSOR, Tensor.matrix(rows)), Safetensors.Precision.F16);
  }

  /**
   * @param list content of {@value #LIST_FILE}
   * @param tensors content of {@value #TENSORS_FILE}
   * @param dimension of the backbone's embeddings
   * @param origin what to call the files in messages
   * @throws FewShotException if they do not fit each other or the backbone
   */
  static PromptBank read(byte[] list, byte[] tensors, int dimension, String origin) {
    Tensor matrix = Safetensors.read(tensors, origin).get(TENSOR);
    try {
      Entry[] entries =
          new Gson().fromJson(new String(list, StandardCharsets.UTF_8), Entry[].class);
      float[][] rows = matrix == null ? new float[0][] : matrix.rows();
      if (entries == null
          || rows.length != entries.length
          || Arrays.stream(rows).anyMatch(r -> r.length != dimension)) {
        throw new IllegalStateException("other numbers of classes or channels");
      }
      List<NamedPrompt> prompts = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        Entry e = entries[i];
        if (e == null || e.name() == null || e.synonyms() == null) {
          throw new IllegalStateException("a class without name or synonyms");
        }
        prompts.add(
            new NamedPrompt(e.name(), e.synonyms(), e.source(), e.licence(), e.images(), rows[i]));
      }
      return new PromptBank(prompts);
    } catch (JsonParseException | IllegalStateException e) {
      throw new FewShotException(
          origin
              + " are damaged or of another backbone ("
              + e.getMessage()
              + "); make them again with 'fewshot prompts', or delete them.",
          e);
    }
  }
}
