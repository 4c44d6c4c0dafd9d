package sc.fiji.fewshot.samples;

import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sc.fiji.fewshot.io.StackLayout;
import sc.fiji.fewshot.io.TiffStackWriter;

/** The sample images and the files they are kept in. */
final class SampleFiles {

  static final Path FOLDER = Path.of("sample-images");

  private SampleFiles() {}

  /** Writes every sample. */
  static void writeAll(Path folder) throws IOException {
    for (Sample sample :
        List.of(BloodSmear.sample(), TissueSection.sample(), Fluorescence.sample())) {
      write(folder, sample);
    }
  }

  static Path image(Path folder, String name) {
    return folder.resolve(name + ".tif");
  }

  static Path rois(Path folder, String name) {
    return folder.resolve(name + "-rois.zip");
  }

  static Path truth(Path folder, String name) {
    return folder.resolve(name + "-truth.tif");
  }

  static Path classes(Path folder, String name) {
    return folder.resolve(name + "-truth.txt");
  }

  private static void write(Path folder, Sample sample) throws IOException {
    StackLayout layout = sample.layout();
    try (TiffStackWriter writer = TiffStackWriter.open(image(folder, sample.name()), layout)) {
      for (var page : sample.pages()) {
        writer.writePage(page);
      }
    }
    StackLayout truthLayout =
        new StackLayout(
            1,
            layout.slices(),
            layout.frames(),
            layout.pixelWidth(),
            layout.pixelHeight(),
            layout.pixelDepth(),
            layout.unit());
    try (TiffStackWriter writer = TiffStackWriter.open(truth(folder, sample.name()), truthLayout)) {
      for (LabelMap map : sample.truth()) {
        writer.writePage(map.image(sample.classes()));
      }
    }
    Files.writeString(classes(folder, sample.name()), String.join("\n", sample.classes()) + "\n");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(rois(folder, sample.name())))) {
      for (Roi roi : sample.examples()) {
        ZipEntry entry = new ZipEntry(roi.getName() + ".roi");
        entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(RoiEncoder.saveAsByteArray(roi));
        zip.closeEntry();
      }
    }
  }
}
