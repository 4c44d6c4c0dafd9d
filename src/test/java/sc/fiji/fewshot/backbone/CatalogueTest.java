package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

class CatalogueTest {

  @TempDir private Path folder;

  @Test
  void describesTheEmbeddedBackboneAsItIs() {
    CatalogueEntry entry = Catalogue.of(folder).find(Backbones.EMBEDDED).orElseThrow();
    byte[] weights = Backbones.embeddedWeights();
    assertEquals(Sha256.of(weights), entry.sha256(), "sha256 in backbones.json");
    assertEquals(weights.length, entry.bytes(), "bytes in backbones.json");
    try (Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      assertEquals(backbone.info().stages(), entry.stages(), "stages in backbones.json");
    }
  }

  @Test
  void everyRecipeIsInTheDocumentation() throws IOException {
    String documentation = Files.readString(Path.of("docs", "backbones.md"));
    for (CatalogueEntry entry : Catalogue.of(folder).entries()) {
      assertTrue(documentation.contains("`" + entry.name() + "`"), entry.name());
      if (entry.kind() == CatalogueEntry.Kind.RECIPE) {
        String title = entry.source().replaceFirst("docs/backbones.md#", "").replace('-', ' ');
        assertTrue(documentation.toLowerCase().contains("\n## " + title + "\n"), entry.source());
      }
    }
  }

  @Test
  void theUsersFileAddsToIt() throws IOException {
    write(entry("mine", "https://example.org/mine.pt", "a".repeat(64)));
    CatalogueEntry mine = Catalogue.of(folder).find("mine").orElseThrow();
    assertEquals(CatalogueEntry.Kind.DOWNLOAD, mine.kind());
    assertEquals("one embedding of 5", mine.output());
    assertEquals("0.0 MB", mine.size());
    assertTrue(Catalogue.of(folder).find("resnet50").isPresent());
  }

  @Test
  void wrongFilesAreRefusedWithTheReason() throws IOException {
    assertRefused(entry("../up", "https://example.org/a.pt", "a".repeat(64)), "../up");
    assertRefused(entry("mine", "https://example.org/a.pt", ""), "SHA-256");
    assertRefused(entry("mine", "https://example.org/a.pt", "xyz"), "SHA-256");
    assertRefused(entry("embedded", "https://example.org/a.pt", "a".repeat(64)), "embedded");
    String mine = entry("mine", "https://example.org/a.pt", "a".repeat(64));
    assertRefused(mine.replace("\"licence\"", "\"mean\": [1], \"licence\""), "half a scaling");
    assertRefused(
        mine.replace("\"licence\"", "\"devAccuracy\": {\"five\": 0.5}, \"licence\""),
        "numbers of shots");
    assertRefused("{}", "correct the file");
    assertRefused(mine + ",", "comma too many");
    Files.writeString(folder.resolve(Catalogue.FILE), "no JSON");
    assertThrows(FewShotException.class, () -> Catalogue.of(folder));
  }

  private void assertRefused(String entry, String reason) throws IOException {
    write(entry);
    FewShotException e = assertThrows(FewShotException.class, () -> Catalogue.of(folder));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  private void write(String entry) throws IOException {
    Files.writeString(
        folder.resolve(Catalogue.FILE), "{\"format\": 1, \"backbones\": [" + entry + "]}");
  }

  private static String entry(String name, String source, String sha256) {
    return """
        {"name": "%s", "source": "%s", "licence": "MIT", "bytes": 7613, "pooledLength": 5,
         "sha256": "%s"}
        """
        .formatted(name, source, sha256);
  }
}
