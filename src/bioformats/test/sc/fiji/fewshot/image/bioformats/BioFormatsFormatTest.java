package sc.fiji.fewshot.image.bioformats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import loci.formats.in.FakeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageLocation;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;

/** Against Bio-Formats' own generator of images, whose name says what they are like. */
class BioFormatsFormatTest {

  @TempDir private Path folder;

  private ImageLocation fake(String options) throws IOException {
    return ImageLocation.of(Files.writeString(folder.resolve("a&" + options + ".fake"), "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sizeX=300&sizeY=200&sizeC=3&rgb=3&interleaved=true",
        "sizeX=300&sizeY=200&sizeC=3&rgb=3&interleaved=false",
        "sizeX=300&sizeY=200&sizeC=2&sizeZ=3&sizeT=2&pixelType=uint16",
        "sizeX=300&sizeY=200&sizeC=2&sizeT=2&pixelType=uint16&little=false",
        "sizeX=300&sizeY=200&pixelType=float",
        "sizeX=300&sizeY=200&pixelType=int16"
      })
  void regionsHoldWhatTheWholePlaneHolds(String options) throws Exception {
    ImageLocation where = fake(options);
    try (ImageSource image = ImageFiles.open(where, 0);
        FakeReader reference = new FakeReader()) {
      reference.setId(where.text());
      assertEquals(reference.getSizeC(), image.channels());
      assertEquals(reference.getSizeZ(), image.shape().depth());
      assertEquals(reference.getSizeT(), image.shape().frames());
      assertEquals(options.contains("rgb=3"), image.isRgb());
      Box all = new Box(0, 0, 300, 200);
      Box box = new Box(33, 20, 80, 50);
      for (int slice = 0; slice < image.slices(); slice++) {
        float[][] whole = image.read(slice, all);
        float[][] part = image.read(slice, box);
        for (int c = 0; c < whole.length; c++) {
          for (int i = 0; i < part[c].length; i++) {
            int at = (box.y() + i / 80) * 300 + box.x() + i % 80;
            assertEquals(whole[c][at], part[c][i]);
          }
        }
      }
      if (options.contains("uint16")) {
        // Beyond its marks, an image of this generator is a ramp along the rows.
        assertEquals(150, image.read(0, new Box(150, 150, 1, 1))[0][0]);
      }
    }
  }

  @Test
  void levelsSeriesAndPixelSizesAreTold() throws IOException {
    ImageLocation where =
        fake(
            "sizeX=4096&sizeY=2048&resolutions=3&resolutionScale=4&series=2"
                + "&physicalSizeX=0.5&physicalSizeY=0.5&sizeC=3&rgb=3");
    assertEquals(2, ImageFiles.series(where));
    try (ImageSource image = ImageFiles.open(where, 1)) {
      assertTrue(image.name().endsWith(" #2"), image.name());
      assertEquals(List.of(1.0, 4.0, 16.0), image.levels().stream().map(l -> l.downsampling()).toList());
      assertEquals(new PixelSize(0.5, 0.5, 1, "\u00b5m"), image.pixelSize());
      ImageSource coarse = image.atLevel(2);
      assertEquals(256, coarse.width());
      assertEquals(8, coarse.pixelSize().width());
      assertEquals(48, coarse.read(0, new Box(250, 120, 6, 8))[0].length);
    }
    assertThrows(FewShotException.class, () -> ImageFiles.open(where, 2));
  }

  @Test
  void threadsDoNotDisturbEachOther() throws IOException {
    ImageLocation where = fake("sizeX=900&sizeY=700&sizeC=3&pixelType=uint16&sizeZ=4");
    try (ImageSource image = ImageFiles.open(where, 0)) {
      Box box = new Box(500, 400, 64, 64);
      List<float[][]> expected =
          IntStream.range(0, 4).mapToObj(slice -> image.read(slice, box)).toList();
      IntStream.range(0, 200)
          .parallel()
          .forEach(
              i -> {
                float[][] read = image.read(i % 4, box);
                for (int c = 0; c < 3; c++) {
                  assertArrayEquals(expected.get(i % 4)[c], read[c]);
                }
              });
    }
  }

  @Test
  void nothingIsWrittenBesideTheFile() throws IOException {
    ImageFiles.open(fake("sizeX=64&sizeY=64"), 0).close();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aDamagedSlideIsToldInASentence() throws IOException {
    Path slide = Files.writeString(folder.resolve("slide.svs"), "no slide");
    String message =
        assertThrows(FewShotException.class, () -> ImageFiles.open(slide)).getMessage();
    assertTrue(message.startsWith(slide + " cannot be read by Bio-Formats ("), message);
    assertFalse(ImageFiles.isImage(folder.resolve("notes.txt")));
  }
}
