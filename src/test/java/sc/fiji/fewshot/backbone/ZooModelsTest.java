package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;

/** Loading through DJL, with a cache of DJL's in a folder of the test's. */
class ZooModelsTest {

  private static final String CACHE = "DJL_CACHE_DIR";
  private static final String MODEL = "model/cv/image_classification/ai/djl/pytorch/";

  @TempDir private Path folder;

  private String before;
  private BackboneStore store;

  @BeforeEach
  void useOwnCache() {
    // The natives come from the usual cache.
    Devices.engine();
    before = System.getProperty(CACHE);
    System.setProperty(CACHE, folder.resolve("djl").toString());
    store = new BackboneStore(folder);
  }

  @AfterEach
  void useUsualCache() {
    if (before == null) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, before);
    }
  }

  @Test
  void aFolderLikeTheZooIsLoaded() throws IOException {
    Path zoo = folder.resolve("zoo");
    Path artifact = Files.createDirectories(zoo.resolve(MODEL + "tiny"));
    Path zip = Files.createDirectories(artifact.resolve("0.0.1")).resolve("tiny.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("tiny.pt"));
      out.write(TestModels.bytes("pooled-cell"));
    }
    Files.writeString(artifact.resolve("metadata.json"), description("tiny", zip));

    CatalogueEntry entry = entry("tiny", zoo.toUri().toString());
    double[] last = new double[1];
    store.fetch(entry, fraction -> last[0] = fraction);
    assertEquals(1, last[0]);
    try (Backbone backbone = store.open(entry, Device.cpu())) {
      assertEquals("tiny", backbone.info().name());
      assertEquals(Sha256.of(TestModels.bytes("pooled-cell")), backbone.info().sha256());
      assertEquals(5, backbone.info().pooledLength());
    }
  }

  @Test
  void whatDjlHasDownloadedIsLoadedWithoutTheNetwork() throws IOException {
    CatalogueEntry entry = store.catalogue().find("resnet18_embedding").orElseThrow();
    assertFalse(store.isHere(entry));

    // As DJL leaves it, a long time ago.
    Path artifact =
        Files.createDirectories(folder.resolve("djl/cache/repo/" + MODEL + "resnet18_embedding"));
    Files.writeString(
        artifact.resolve("metadata.json"), description("resnet18_embedding", artifact));
    assertFalse(store.isHere(entry));
    Path model = Files.createDirectories(artifact.resolve("0.0.1/resnet18_embedding"));
    Files.write(model.resolve("resnet18_embedding.pt"), TestModels.bytes("pooled-cell"));

    assertTrue(store.isHere(entry));
    try (Backbone backbone = store.open(entry, Device.cpu())) {
      assertEquals("resnet18_embedding", backbone.info().name());
      assertTrue(backbone.info().pooled());
    }
  }

  @Test
  void withoutTheNetworkOneSentenceSaysSo() {
    CatalogueEntry resnet = store.catalogue().find("resnet50").orElseThrow();
    FewShotException closed =
        assertThrows(FewShotException.class, () -> store.open(resnet, Device.cpu()));
    assertTrue(closed.getMessage().contains("'fewshot backbones get resnet50'"));

    // A proxy that does not answer stands for an absent network.
    String proxy = System.getProperty("https.proxyHost");
    String port = System.getProperty("https.proxyPort");
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", "1");
    try {
      FewShotException e =
          assertThrows(FewShotException.class, () -> store.fetch(resnet, Progress.NONE));
      assertTrue(e.getMessage().contains("check the network"), e.getMessage());
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
    } finally {
      restore("https.proxyHost", proxy);
      restore("https.proxyPort", port);
    }
  }

  @Test
  void anUnknownModelIsRefused() {
    CatalogueEntry entry = entry("nothing", "djl://ai.djl.pytorch/nothing");
    FewShotException e =
        assertThrows(FewShotException.class, () -> store.fetch(entry, Progress.NONE));
    assertTrue(e.getMessage().contains("fewshot backbones list"), e.getMessage());
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  private static CatalogueEntry entry(String name, String source) {
    return new CatalogueEntry(
        name, source, "MIT", 0, null, List.of(), 5, null, null, Map.of(), null, null);
  }

  private static String description(String name, Path zip) throws IOException {
    return """
        {"metadataVersion": "0.2", "resourceType": "model",
         "application": "cv/image_classification", "groupId": "ai.djl.pytorch",
         "artifactId": "%1$s", "name": "%1$s", "lastUpdated": "2020-01-01T00:00:00.000Z",
         "artifacts": [{"version": "0.0.1", "name": "%1$s",
           "files": {"model": {"uri": "0.0.1/%1$s.zip", "name": "", "size": %2$d}}}]}
        """
        .formatted(name, Files.size(zip));
  }
}
