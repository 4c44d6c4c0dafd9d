package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table of areas against the pixels of the command line's label map. */
final class MeasuredAreas {

  private static final List<String> CLASSES = List.of("unknown", "check", "smooth");

  private MeasuredAreas() {}

  static void check(Halves halves, Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    ImagePlus labels = IJ.openImage(halves.results().resolve("halves-labels.tif").toString());
    assertEquals("slice,class,area,unit,fraction", lines.get(0));
    assertEquals(1 + labels.getStackSize() * CLASSES.size(), lines.size());
    int pixels = labels.getWidth() * labels.getHeight();
    for (int slice = 0; slice < labels.getStackSize(); slice++) {
      int[] counts = labels.getStack().getProcessor(slice + 1).getHistogram();
      for (int c = 0; c < CLASSES.size(); c++) {
        String[] words = lines.get(1 + slice * CLASSES.size() + c).split(",");
        assertEquals(slice + 1, Integer.parseInt(words[0]));
        assertEquals("\"" + CLASSES.get(c) + "\"", words[1]);
        assertEquals(counts[c], Double.parseDouble(words[2]));
        assertEquals("pixels^2", words[3]);
        assertEquals((double) counts[c] / pixels, Double.parseDouble(words[4]), 1e-6);
      }
    }
  }
}
