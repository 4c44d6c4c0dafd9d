package sc.fiji.fewshot.pretrain.episodic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Drawings of classes, in memory at one size.
 *
 * @param classes their names
 * @param side width and height, pixels
 * @param ink side · side values an image, 0 (paper) to 255 (ink)
 * @param labels the class of each image
 */
record ClassImages(List<String> classes, int side, List<byte[]> ink, int[] labels) {

  private static final int DIRECTIONS = 4;

  /**
   * @return number of images
   */
  int size() {
    return ink.size();
  }

  /**
   * Every class turned by 0, 90, 180 and 270 degrees, each a class of its own (Vinyals and others,
   * NIPS 2016, section 4.1.1).
   *
   * @return four times as many classes and images
   */
  ClassImages withRotatedClasses() {
    List<String> names = new ArrayList<>();
    for (String name : classes) {
      for (int quarter = 0; quarter < DIRECTIONS; quarter++) {
        names.add(name + "/" + 90 * quarter);
      }
    }
    List<byte[]> turned = new ArrayList<>();
    int[] turnedLabels = new int[DIRECTIONS * size()];
    for (int i = 0; i < size(); i++) {
      byte[] image = ink.get(i);
      for (int quarter = 0; quarter < DIRECTIONS; quarter++) {
        turnedLabels[turned.size()] = DIRECTIONS * labels[i] + quarter;
        turned.add(image);
        image = quarterTurn(image);
      }
    }
    return new ClassImages(names, side, turned, turnedLabels);
  }

  private byte[] quarterTurn(byte[] image) {
    byte[] turned = new byte[image.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        turned[x * side + side - 1 - y] = image[y * side + x];
      }
    }
    return turned;
  }

  /**
   * @param kept numbers of classes
   * @return those classes, in that order
   */
  ClassImages only(int[] kept) {
    List<byte[]> images = new ArrayList<>();
    List<Integer> newLabels = new ArrayList<>();
    for (int c = 0; c < kept.length; c++) {
      for (int i = 0; i < size(); i++) {
        if (labels[i] == kept[c]) {
          images.add(ink.get(i));
          newLabels.add(c);
        }
      }
    }
    return new ClassImages(
        IntStream.of(kept).mapToObj(classes::get).toList(),
        side,
        images,
        newLabels.stream().mapToInt(Integer::intValue).toArray());
  }
}
