package sc.fiji.fewshot.backbone;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/**
 * The backbones known by name: those that the program comes with and those that the user, or the
 * institute, has added in a file of the same form.
 */
public final class Catalogue {

  /** The catalogue's file, within the program and in the user's folder. */
  public static final String FILE = "backbones.json";

  private static final int FORMAT = 1;

  private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();

  private record Document(int format, List<CatalogueEntry> backbones) {}

  private Catalogue() {}

  /**
   * @param folder of the user; its {@value #FILE}, if there is one, adds to what the program knows
   * @return the catalogue
   * @throws FewShotException if the user's file cannot be read or names a backbone twice
   */
  public static Catalogue of(Path folder) {
    Catalogue catalogue = new Catalogue();
    try (InputStream in = Catalogue.class.getResourceAsStream(FILE)) {
      catalogue.add(new InputStreamReader(in, StandardCharsets.UTF_8), "the program");
    } catch (IOException e) {
      throw new IllegalStateException("the program's own catalogue", e);
    }
    Path own = folder.resolve(FILE);
    if (Files.isRegularFile(own)) {
      try (Reader reader = Files.newBufferedReader(own)) {
        catalogue.add(reader, own.toString());
      } catch (IOException e) {
        throw new FewShotException("The catalogue " + own + " cannot be read.", e);
      }
    }
    return catalogue;
  }

  private void add(Reader reader, String origin) {
    for (CatalogueEntry entry : parse(reader, origin)) {
      if (entries.putIfAbsent(entry.name(), entry) != null) {
        throw new FewShotException(
            "The catalogue of %s names '%s' a second time; rename that entry."
                .formatted(origin, entry.name()));
      }
    }
  }

  private static List<CatalogueEntry> parse(Reader reader, String origin) {
    try {
      Document document = new Gson().fromJson(reader, Document.class);
      if (document == null || document.backbones() == null || document.format() != FORMAT) {
        throw new JsonParseException("no catalogue of format " + FORMAT);
      }
      if (document.backbones().contains(null)) {
        throw new JsonParseException("an empty entry; is there a comma too many?");
      }
      return document.backbones();
    } catch (JsonParseException e) {
      throw damaged(origin, e.getMessage(), e);
    } catch (RuntimeException e) {
      // So the reader of JSON hands on what the entry's own checks say.
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw damaged(origin, reason.getMessage(), e);
    }
  }

  private static FewShotException damaged(String origin, String reason, RuntimeException e) {
    return new FewShotException(
        "The catalogue of " + origin + " cannot be used (" + reason + "); correct the file.", e);
  }

  /**
   * @return all entries, the embedded one first
   */
  public List<CatalogueEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /**
   * @param name as in {@code --backbone}
   * @return the entry of that name
   */
  public Optional<CatalogueEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
