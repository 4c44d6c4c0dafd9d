package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

class TorchScriptBackboneTest {

  @TempDir private Path folder;

  private Backbone open(String form) {
    return Backbones.open(TestModels.copy(form, folder).toString(), "cpu");
  }

  @Test
  void fourAxesAreOneMap() {
    try (Backbone backbone = open("map")) {
      assertEquals(List.of(new BackboneInfo.Stage(8, 5)), backbone.info().stages());
      assertFalse(backbone.info().pooled());
      assertEquals(10, backbone.info().embeddingLength());
      assertEquals(Sha256.of(TestModels.bytes("map")), backbone.info().sha256());
    }
  }

  @Test
  void tupleIsSeveralStages() {
    try (Backbone backbone = open("stages")) {
      assertEquals(
          List.of(new BackboneInfo.Stage(8, 5), new BackboneInfo.Stage(16, 5)),
          backbone.info().stages());
      assertEquals(16, backbone.info().inputMultiple());
    }
  }

  @Test
  void twoAxesOrASingleCellArePooledEmbeddings() {
    try (Backbone flat = open("pooled");
        Backbone cell = open("pooled-cell");
        NDManager manager = flat.newManager()) {
      assertTrue(flat.info().pooled());
      assertEquals(5, flat.info().embeddingLength());
      assertEquals(flat.info().pooledLength(), cell.info().pooledLength());
      NDArray batch = manager.randomUniform(0, 1, new Shape(3, 3, 64, 96));
      NDList ofFlat = flat.forward(batch);
      assertEquals(new Shape(3, 5), ofFlat.singletonOrThrow().getShape());
      assertArrayEquals(
          ofFlat.singletonOrThrow().toFloatArray(),
          cell.forward(batch).singletonOrThrow().toFloatArray(),
          1e-6f);
    }
  }

  @Test
  void scalingIsAppliedBeforeTheNetwork() {
    Path file = TestModels.copy("pooled", folder);
    InputScaling scaling =
        new InputScaling(new float[] {0.5f, 0.4f, 0.3f}, new float[] {0.1f, 0.2f, 0.4f});
    try (Backbone plain = open("pooled");
        Backbone scaled = TorchScriptBackbone.ofFile(file, "scaled", Device.cpu(), scaling);
        NDManager manager = plain.newManager()) {
      NDArray batch = manager.zeros(new Shape(1, 3, 64, 64));
      NDArray byHand = manager.create(new float[] {-5, -2, -0.75f}, new Shape(1, 3, 1, 1));
      assertArrayEquals(
          plain.forward(batch.add(byHand)).singletonOrThrow().toFloatArray(),
          scaled.forward(batch).singletonOrThrow().toFloatArray(),
          1e-5f);
    }
  }

  @Test
  void whatTheExportScriptWritesIsTaken() {
    try (Backbone classToken = open("exported-class-token");
        Backbone tokens = open("exported-tokens");
        Backbone stages = open("exported-stages");
        NDManager manager = classToken.newManager()) {
      assertEquals(8, classToken.info().pooledLength());
      assertEquals(16, tokens.info().pooledLength());
      assertEquals(
          List.of(
              new BackboneInfo.Stage(8, 4),
              new BackboneInfo.Stage(16, 6),
              new BackboneInfo.Stage(32, 8)),
          stages.info().stages());
      NDArray grey = manager.ones(new Shape(3, 3, 96, 160)).mul(0.5f);
      float[] embeddings = classToken.forward(grey).singletonOrThrow().toFloatArray();
      // As src/test/python/export_stand_ins.py prints them.
      float[] inPython = {2.5439737f, 0.43626854f, -0.2402783f};
      assertArrayEquals(inPython, Arrays.copyOf(embeddings, 3), 1e-4f);
      assertArrayEquals(inPython, Arrays.copyOfRange(embeddings, 16, 19), 1e-4f);
    }
  }

  @Test
  void otherFormsAreRefusedInOneSentence() throws IOException {
    assertRefused("tokens", "(1, 256, 5)");
    assertRefused("fixed-size", "does not take an RGB image of 128 x 128 pixels");
    Path text = Files.writeString(folder.resolve("text.pt"), "no network");
    FewShotException e =
        assertThrows(FewShotException.class, () -> Backbones.open(text.toString(), "cpu"));
    assertTrue(e.getMessage().contains("torch.jit.save"), e.getMessage());
  }

  private void assertRefused(String form, String reason) {
    FewShotException e = assertThrows(FewShotException.class, () -> open(form));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().contains("docs/backbones.md"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
