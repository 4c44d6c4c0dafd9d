package sc.fiji.fewshot.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.encode.WorkerPool;

class FolderTrainerTest {

  @Test
  void imagesLargerThanAnyPatchAreLearntFrom(@TempDir Path folder) throws IOException {
    int side = InputSpec.LARGEST_PATCH + 104;
    for (String name : new String[] {"dark", "light"}) {
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
      if (name.equals("light")) {
        image.createGraphics().fillRect(0, 0, side, side);
      }
      Path file = Files.createDirectory(folder.resolve(name)).resolve("image.png");
      ImageIO.write(image, "png", file.toFile());
    }
    TrainingSettings settings = new TrainingSettings("auto", 0, 1, null, null, 0);
    try (WorkerPool workers = new WorkerPool(1);
        Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      Classifier classifier =
          new FolderTrainer(backbone, workers)
              .train(ClassFolder.read(folder), settings, Progress.NONE)
              .classifier();
      assertEquals(InputSpec.LARGEST_PATCH, classifier.input().patch());
      assertEquals(2, classifier.classes().size());
    }
  }

  @Test
  void moreClassesThanALabelMapHoldsAreRefusedBeforeAnythingIsEncoded() {
    List<String> names = IntStream.range(0, 256).mapToObj(c -> "c" + c).toList();
    ClassFolder many =
        new ClassFolder(
            "many",
            names,
            names.stream().map(Path::of).toList(),
            IntStream.range(0, 256).boxed().toList());
    TrainingSettings settings = new TrainingSettings("auto", 0, 1, null, null, 0);
    FolderTrainer trainer = new FolderTrainer(null, null);
    String message =
        assertThrows(FewShotException.class, () -> trainer.train(many, settings, Progress.NONE))
            .getMessage();
    assertTrue(message.startsWith("There are 256 classes"), message);
  }
}
