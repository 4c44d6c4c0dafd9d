package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.UserHome;

/**
 * The backbones of the catalogue that are on this machine.
 *
 * @param folder the user's, which holds downloaded files and may hold a catalogue of the user's own
 */
public record BackboneStore(Path folder) {

  private static final String PROPERTY = "fewshot.folder";
  private static final String VARIABLE = "FEWSHOT_FOLDER";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * @return the one in {@code .fewshot} of the user's home, or where the variable {@value
   *     #VARIABLE} or the Java property {@value #PROPERTY} says
   */
  public static BackboneStore usual() {
    String chosen =
        Optional.ofNullable(System.getProperty(PROPERTY)).orElseGet(() -> System.getenv(VARIABLE));
    return new BackboneStore(
        chosen != null ? Path.of(chosen) : UserHome.folder().resolve(".fewshot"));
  }

  /**
   * @return all backbones known by name
   * @throws FewShotException if the user's catalogue cannot be used
   */
  public Catalogue catalogue() {
    return Catalogue.of(folder);
  }

  /**
   * @param entry of the catalogue
   * @return where its file lies, or will lie, if it is one to download
   */
  public Path file(CatalogueEntry entry) {
    return folder.resolve("backbones").resolve(entry.fileName());
  }

  /**
   * @param entry of the catalogue
   * @return whether it can be opened now
   */
  public boolean isHere(CatalogueEntry entry) {
    return switch (entry.kind()) {
      case EMBEDDED -> true;
      case ZOO -> ZooModels.isDownloaded(entry.source());
      case DOWNLOAD -> isIntact(file(entry), entry.sha256());
      case RECIPE -> false;
    };
  }

  private static boolean isIntact(Path file, String sha256) {
    try {
      return Files.isRegularFile(file) && Sha256.of(file).equals(sha256);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Downloads a backbone; blocks until it is here. Whoever calls this has asked the user.
   *
   * @param entry of the catalogue
   * @param progress may cancel
   * @throws FewShotException if it cannot be had, or has to be made by the user
   */
  public void fetch(CatalogueEntry entry, Progress progress) {
    switch (entry.kind()) {
      case EMBEDDED -> progress.done(1);
      case ZOO -> ZooModels.download(entry.source(), progress);
      case DOWNLOAD ->
          new Download(
                  URI.create(entry.source()), file(entry), entry.bytes(), entry.sha256(), TIMEOUT)
              .run(progress);
      case RECIPE -> throw toBeMade(entry);
    }
  }

  Backbone open(CatalogueEntry entry, Device device) {
    if (entry.kind() == CatalogueEntry.Kind.RECIPE) {
      throw toBeMade(entry);
    }
    if (!isHere(entry)) {
      throw new FewShotException(
          ("The backbone '%s' is not on this machine, or damaged; run 'fewshot backbones get %s'"
                  + " first, or choose Plugins > Few-Shot > Backbones and Device.")
              .formatted(entry.name(), entry.name()));
    }
    return switch (entry.kind()) {
      case EMBEDDED ->
          new NetworkBackbone(
              entry.name(), Backbones.embeddedWeights(), device, Companions.embedded());
      case ZOO -> openZoo(entry, device);
      default -> openFile(entry, device);
    };
  }

  private static FewShotException toBeMade(CatalogueEntry entry) {
    return new FewShotException(
        ("'%s' cannot be downloaded here; make its file (.pt) as %s says and give that as the"
                + " backbone.")
            .formatted(entry.name(), entry.source()));
  }

  private Backbone openFile(CatalogueEntry entry, Device device) {
    Path file = file(entry);
    if (entry.fileName().endsWith(".safetensors")) {
      return new NetworkBackbone(entry.name(), Backbones.read(file), device);
    }
    return TorchScriptBackbone.ofFile(file, entry.name(), device, entry.scaling());
  }

  private static Backbone openZoo(CatalogueEntry entry, Device device) {
    ZooModel<NDList, NDList> model = ZooModels.load(entry.source(), device);
    String sha256;
    try (Stream<Path> files = Files.walk(model.getModelPath())) {
      Path weights = files.filter(f -> f.toString().endsWith(".pt")).findFirst().orElseThrow();
      sha256 = Sha256.of(weights);
    } catch (IOException e) {
      model.close();
      throw new FewShotException(
          "The backbone '" + entry.name() + "' cannot be read from DJL's cache.", e);
    }
    return new TorchScriptBackbone(entry.name(), sha256, model, entry.scaling());
  }
}
