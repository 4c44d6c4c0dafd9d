package sc.fiji.fewshot.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.util.DicomTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;

/** A folder of DICOM slices as one stack, in the order of their instance numbers. */
final class DicomFolder {

  private static final String INSTANCE_NUMBER = "0020,0013";

  private DicomFolder() {}

  private record Slice(ImagePlus image, double number) {}

  /**
   * @param folder to read
   * @return the stack
   * @throws FewShotException if there are none, or they are of different sizes
   */
  static ImagePlus open(Path folder) {
    List<Slice> slices = new ArrayList<>();
    for (Path file : files(folder)) {
      ImagePlus image = ImageFiles.openWithImageJ(file);
      slices.add(new Slice(image, instanceNumber(image, slices.size())));
    }
    if (slices.isEmpty()) {
      throw new FewShotException(
          folder + " holds no DICOM slices (.dcm); give an image file or another folder.");
    }
    slices.sort(Comparator.comparingDouble(Slice::number));
    ImagePlus first = slices.get(0).image();
    ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
    for (Slice slice : slices) {
      if (slice.image().getWidth() != first.getWidth()
          || slice.image().getHeight() != first.getHeight()) {
        throw new FewShotException(
            "The slices in "
                + folder
                + " are of different sizes; put each series in its own folder.");
      }
      stack.addSlice(slice.image().getTitle(), slice.image().getProcessor());
    }
    ImagePlus whole =
        new ImagePlus(folder.toAbsolutePath().normalize().getFileName().toString(), stack);
    whole.setCalibration(first.getCalibration());
    // The tags tell what kind of scanner it was.
    whole.setProperty("Info", first.getInfoProperty());
    return whole;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(
              f -> f.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".dcm"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }

  private static double instanceNumber(ImagePlus image, int otherwise) {
    String text = DicomTools.getTag(image, INSTANCE_NUMBER);
    try {
      return text == null ? otherwise : Double.parseDouble(text.trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
