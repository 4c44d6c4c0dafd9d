package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class PromptBankTest {

  private static final PromptBank BANK =
      new PromptBank(
          List.of(
              new PromptBank.NamedPrompt(
                  "lymphocyte", List.of("lymph"), "a", "b", 100, new float[] {1, 0.5f}),
              new PromptBank.NamedPrompt(
                  "chest x-ray", List.of("cxr"), "a", "b", 90, new float[] {0, 2})));

  @Test
  void namesAreFoundHoweverTheyAreWritten() {
    for (String name : List.of("lymphocyte", "Lymphocytes", " LYMPH ", "lymphs")) {
      assertEquals("lymphocyte", BANK.find(name).orElseThrow().name());
    }
    for (String name : List.of("Chest X-Ray", "chest_x_rays", "CXR")) {
      assertEquals("chest x-ray", BANK.find(name).orElseThrow().name());
    }
    for (String name : List.of("lymphoma", "x-ray", "chest", "")) {
      assertEquals(Optional.empty(), BANK.find(name), name);
    }
  }

  @Test
  void itComesBackFromItsFiles() {
    PromptBank read = PromptBank.read(BANK.listBytes(), BANK.tensorBytes(), 2, "The prompts");
    assertEquals(2, read.prompts().size());
    PromptBank.NamedPrompt first = read.prompts().get(0);
    assertEquals(List.of("lymph"), first.synonyms());
    assertEquals(100, first.images());
    assertArrayEquals(new float[] {1, 0.5f}, first.embedding());
  }

  @Test
  void filesThatDoNotFitAreRefused() {
    refused(BANK.listBytes(), BANK.tensorBytes(), 3);
    refused("[]".getBytes(StandardCharsets.UTF_8), BANK.tensorBytes(), 2);
    refused("{".getBytes(StandardCharsets.UTF_8), BANK.tensorBytes(), 2);
  }

  private static void refused(byte[] list, byte[] tensors, int dimension) {
    String message =
        assertThrows(
                FewShotException.class,
                () -> PromptBank.read(list, tensors, dimension, "The prompts"))
            .getMessage();
    assertTrue(message.startsWith("The prompts") && message.contains("'fewshot prompts'"), message);
  }
}
