package sc.fiji.fewshot.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;

/** A folder of DICOM slices as one stack, in their order in space. */
final class DicomFolder {

  private DicomFolder() {}

  /**
   * @param folder to read
   * @return the stack
   * @throws FewShotException if there are no slices, or they do not belong together
   */
  static ImagePlus open(Path folder) {
    List<DicomFile> unsorted = files(folder).stream().map(DicomFile::open).toList();
    if (unsorted.isEmpty()) {
      throw new FewShotException(
          folder + " holds no DICOM slices (.dcm); give an image file or another folder.");
    }
    check(folder, unsorted);
    Comparator<DicomPlace> order =
        DicomPlace.order(unsorted.stream().map(DicomFile::place).toList());
    List<DicomFile> slices =
        unsorted.stream().sorted(Comparator.comparing(DicomFile::place, order)).toList();
    ImagePlus first = slices.get(0).image();
    Calibration calibration = first.getCalibration();
    boolean alike = slices.stream().allMatch(s -> areAlike(s.image(), first));
    ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
    for (DicomFile slice : slices) {
      ImageProcessor plane = slice.image().getProcessor();
      stack.addSlice(
          slice.image().getTitle(),
          alike ? plane : DicomFile.calibrated(plane, slice.image().getCalibration()));
    }
    if (!alike) {
      calibration.disableDensityCalibration();
    }
    spacing(slices, calibration);
    ImagePlus whole =
        new ImagePlus(folder.toAbsolutePath().normalize().getFileName().toString(), stack);
    whole.setCalibration(calibration);
    whole.setProperty("Info", first.getInfoProperty());
    return whole;
  }

  private static void check(Path folder, List<DicomFile> slices) {
    ImagePlus first = slices.get(0).image();
    for (DicomFile slice : slices) {
      if (slice.image().getWidth() != first.getWidth()
          || slice.image().getHeight() != first.getHeight()) {
        throw new FewShotException(
            "The slices in "
                + folder
                + " are of different sizes; put each series in its own folder.");
      }
    }
    long series = slices.stream().map(s -> s.place().series()).distinct().count();
    if (series > 1) {
      throw new FewShotException(
          "The slices in "
              + folder
              + " are of "
              + series
              + " series; put each series in its own folder.");
    }
  }

  /** Whether the same stored value stands for the same in both. */
  private static boolean areAlike(ImagePlus one, ImagePlus other) {
    Calibration a = one.getCalibration();
    Calibration b = other.getCalibration();
    return one.getType() == other.getType()
        && (one.getType() == ImagePlus.COLOR_RGB
            || (a.getCValue(0) == b.getCValue(0) && a.getCValue(1) == b.getCValue(1)));
  }

  /** The distance of slices, which differs from their thickness where there are gaps. */
  private static void spacing(List<DicomFile> slices, Calibration calibration) {
    int last = slices.size() - 1;
    if (last > 0 && slices.stream().allMatch(s -> s.place().depth().isPresent())) {
      double from = slices.get(0).place().depth().getAsDouble();
      double to = slices.get(last).place().depth().getAsDouble();
      if (from != to && calibration.scaled()) {
        calibration.pixelDepth = Math.abs(to - from) / last;
      }
    }
  }

  /**
   * @param folder to look into
   * @return its DICOM files, by name
   */
  static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".dcm"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FewShotException("The folder " + folder + " cannot be read.", e);
    }
  }
}
