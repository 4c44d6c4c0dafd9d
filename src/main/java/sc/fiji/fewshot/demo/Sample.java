package sc.fiji.fewshot.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.FewShotException;

/**
 * A sample image that came along.
 *
 * @param folder of the samples
 * @param name of the sample
 * @param what it shows
 */
public record Sample(Path folder, String name, String what) {

  /**
   * @param folder of the samples
   * @return all of them
   */
  public static List<Sample> all(Path folder) {
    return List.of(
        new Sample(folder, "blood-smear", "blood smear, 4 fields, RGB"),
        new Sample(folder, "tissue-section", "tissue section, H&E, RGB"),
        new Sample(folder, "fluorescence", "fluorescence, 16 bit, 2 channels, 3 Z, 2 T"));
  }

  /**
   * @return the image or stack
   */
  public Path image() {
    return folder.resolve(name + ".tif");
  }

  /**
   * @return five marked regions a class
   */
  public Path marks() {
    return folder.resolve(name + "-rois.zip");
  }

  /**
   * @return a label map: 0 where nothing is known, else the number of the class from 1 on
   */
  public Path truth() {
    return folder.resolve(name + "-truth.tif");
  }

  /**
   * @return the class names in the order of the truth's numbers
   * @throws FewShotException if the sample's files are not complete
   */
  public List<String> truthClasses() {
    Path file = folder.resolve(name + "-truth.txt");
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new FewShotException("The sample's file " + file + " cannot be read.", e);
    }
  }
}
