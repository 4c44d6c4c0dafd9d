package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.io.ResultTable;
import sc.fiji.fewshot.predict.RegionPrediction;

class PredictionTableTest {

  @TempDir private Path folder;

  private static List<RegionPrediction> regions() {
    BitSet mask = new BitSet();
    mask.set(0, 3);
    mask.set(4);
    return List.of(
        Predictions.region("left, top", 0, new Region(new Box(2, 1, 3, 2), mask), 'F'),
        Predictions.region("b", 3, Region.rectangle(8, 4, 2, 4), 's'),
        Predictions.region("c", 5, Region.rectangle(0, 0, 1, 1), '?'));
  }

  private static List<String> columns(ResultsTable table) {
    return Arrays.asList(table.getHeadings());
  }

  @Test
  void aRowTellsWhereAndWhatARegionIs() {
    ResultsTable table =
        PredictionTable.ofRegions(
            Predictions.image(20, 20, 2, 2, 3), regions(), Predictions.CLASSES);
    assertEquals(
        List.of(
            "Region",
            "Slice",
            "Z",
            "T",
            "X (µm)",
            "Y (µm)",
            "Area (µm²)",
            "Class",
            "Confidence",
            "Verdict",
            "Novelty",
            "p(nucleus)",
            "p(stroma)",
            "p(fat)"),
        columns(table));
    assertEquals(3, table.size());
    assertEquals("left, top", table.getStringValue("Region", 0));
    assertEquals((3.5 - 8) * 0.5, table.getValue("X (µm)", 0), 1e-9);
    assertEquals((1.75 - 4) * 0.25, table.getValue("Y (µm)", 0), 1e-9);
    assertEquals(4 * 0.125, table.getValue("Area (µm²)", 0), 1e-9);
    assertEquals("fat", table.getStringValue("Class", 0));
    assertEquals("likely", table.getStringValue("Verdict", 0));
    assertEquals(0.8, table.getValue("p(fat)", 0), 1e-6);
    assertEquals(0.8, table.getValue("Confidence", 0), 1e-6);
    assertEquals(4, table.getValue("Slice", 1));
    assertEquals(2, table.getValue("Z", 1));
    assertEquals(2, table.getValue("T", 1));
    assertEquals(0.5, table.getValue("X (µm)", 1), 1e-9);
    assertEquals(0.5, table.getValue("Y (µm)", 1), 1e-9);
    assertEquals(1, table.getValue("Area (µm²)", 1), 1e-9);
    assertEquals("unsure", table.getStringValue("Verdict", 1));
    assertEquals("stroma", table.getStringValue("Class", 2));
    assertEquals("unknown", table.getStringValue("Verdict", 2));
    assertEquals(2, table.getValue("Novelty", 2), 1e-6);
    assertEquals(0.1, table.getValue("p(nucleus)", 2), 1e-6);
  }

  @Test
  void aPlainStackHasSlicesOnlyAndPixelsWithoutAUnit() {
    ImagePlus image = IJ.createImage("plain", 20, 20, 6, 8);
    ResultsTable table = PredictionTable.ofRegions(image, regions(), Predictions.CLASSES);
    assertEquals(
        List.of("Region", "Slice", "X (pixel)", "Y (pixel)", "Area (pixel²)"),
        columns(table).subList(0, 5));
    assertEquals(9, table.getValue("X (pixel)", 1));
    assertEquals(6, table.getValue("Y (pixel)", 1));
    assertEquals(8, table.getValue("Area (pixel²)", 1));
  }

  @Test
  void patchesHaveTheCellsThatTheySpeakFor() {
    ResultsTable table =
        PredictionTable.ofPatches(
            Predictions.image(11, 7, 1, 1, 1),
            List.of(Predictions.grid(0, 4, 1, "NsF", "??n")),
            Predictions.CLASSES);
    assertEquals(6, table.size());
    assertEquals("Slice", columns(table).get(0));
    assertEquals((9.5 - 8) * 0.5, table.getValue("X (µm)", 5), 1e-9);
    assertEquals((5.5 - 4) * 0.25, table.getValue("Y (µm)", 5), 1e-9);
    assertEquals(9 * 0.125, table.getValue("Area (µm²)", 5), 1e-9);
    assertEquals("nucleus", table.getStringValue("Class", 5));
    assertEquals("unknown", table.getStringValue("Verdict", 3));
  }

  @Test
  void itSaysTheSameAsTheFile() throws IOException {
    Path file = folder.resolve("regions.csv");
    new ResultTable(Predictions.CLASSES, new StackShape(2, 3)).writeRegions(file, regions());
    List<String> expected = Files.readAllLines(file);
    ResultsTable table =
        PredictionTable.ofRegions(
            Predictions.image(20, 20, 2, 2, 3), regions(), Predictions.CLASSES);
    Path saved = folder.resolve("table.csv");
    table.save(saved.toString());
    List<String> found = Files.readAllLines(saved);
    String tail = "Class,Confidence,Verdict,Novelty,";
    assertEquals(
        expected.get(0).substring(expected.get(0).indexOf("class")),
        tail.toLowerCase() + found.get(0).substring(found.get(0).indexOf(tail) + tail.length()));
    assertEquals(
        "b,4,2,2,0.5000,0.5000,1.0000,stroma,0.5000,unsure,0.5000,0.2500,0.5000,0.2500",
        found.get(2));
    assertEquals(
        "b,4,2,2,8,4,2,4,stroma,0.5000,unsure,0.500,0.2500,0.5000,0.2500", expected.get(2));
  }
}
