package sc.fiji.fewshot.annotate;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Point;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;

/** Reads examples from ImageJ's regions of interest: a .roi file or a .zip of the ROI Manager. */
public final class RoiSetReader {

  private static final int LARGEST_ROI_BYTES = 64 << 20;

  /** A click marks this many pixels around it. */
  private static final int POINT_RADIUS = 8;

  private RoiSetReader() {}

  /**
   * Reads all regions of a file.
   *
   * @param file {@code .roi} or {@code .zip}
   * @param shape of the marked image
   * @return the examples, in the order of the file
   * @throws FewShotException if the file is no ROI set, or a region is a line or has no class
   */
  public static List<Example> read(Path file, StackShape shape) {
    List<Example> examples = new ArrayList<>();
    for (Roi roi : rois(file)) {
      examples.addAll(toExamples(roi, shape));
    }
    return examples;
  }

  private static List<Roi> rois(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FewShotException("There is no file " + file + ".");
    }
    try {
      if (file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".roi")) {
        return List.of(decode(Files.readAllBytes(file), file.getFileName().toString(), file));
      }
      List<Roi> rois = new ArrayList<>();
      try (InputStream in = Files.newInputStream(file);
          ZipInputStream zip = new ZipInputStream(in)) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(".roi")) {
            rois.add(decode(zip.readNBytes(LARGEST_ROI_BYTES), entry.getName(), file));
          }
        }
      }
      if (rois.isEmpty()) {
        throw new FewShotException(
            file + " holds no regions; save them with ROI Manager > More > Save.");
      }
      return rois;
    } catch (ZipException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new FewShotException(file + " cannot be read.", e);
    }
  }

  private static Roi decode(byte[] bytes, String name, Path file) {
    try {
      return RoiBytes.read(bytes, name.replaceFirst("\\.roi$", ""));
    } catch (IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static FewShotException damaged(Path file, Exception cause) {
    return new FewShotException(
        file + " is damaged or no ROI set; save it again with ROI Manager > More > Save.", cause);
  }

  /**
   * Turns a region of interest into examples.
   *
   * @param roi an area, or points, each of which becomes a small square
   * @param shape of the marked image
   * @return one example, or one a point
   * @throws FewShotException if it is a line, or neither its name nor its group tells a class
   */
  public static List<Example> toExamples(Roi roi, StackShape shape) {
    String name = roi.getName() == null ? "unnamed" : roi.getName();
    String className = className(roi, name);
    int slice = slice(roi, shape);
    if (roi instanceof PointRoi points) {
      List<Example> examples = new ArrayList<>();
      for (Point p : points.getContainedPoints()) {
        int side = 2 * POINT_RADIUS + 1;
        Region square = Region.rectangle(p.x - POINT_RADIUS, p.y - POINT_RADIUS, side, side);
        examples.add(new Example(square, slice, className, name));
      }
      return examples;
    }
    if (!roi.isArea()) {
      throw new FewShotException(
          "The region '" + name + "' is a line, which has no inside; draw an area or remove it.");
    }
    Rectangle bounds = roi.getBounds();
    if (bounds.isEmpty()) {
      throw new FewShotException(
          "The region '" + name + "' is empty; draw it larger or remove it.");
    }
    Box box = new Box(bounds.x, bounds.y, bounds.width, bounds.height);
    return List.of(new Example(new Region(box, mask(roi, box, name)), slice, className, name));
  }

  private static BitSet mask(Roi roi, Box box, String name) {
    ImageProcessor mask = roi.getMask();
    if (mask == null) {
      return null;
    }
    BitSet bits = new BitSet();
    for (int i = 0; i < box.area(); i++) {
      if (mask.get(i) != 0) {
        bits.set(i);
      }
    }
    if (bits.isEmpty()) {
      throw new FewShotException(
          "The region '" + name + "' is empty; draw it larger or remove it.");
    }
    return bits;
  }

  private static String className(Roi roi, String name) {
    int end = name.indexOf('#');
    int colon = name.indexOf(':');
    if (end < 0 || colon >= 0 && colon < end) {
      end = colon;
    }
    if (end > 0 && !name.substring(0, end).isBlank()) {
      return name.substring(0, end).strip();
    }
    if (roi.getGroup() > 0) {
      String groupName = Roi.getGroupName(roi.getGroup());
      return groupName == null || groupName.isBlank() ? "group " + roi.getGroup() : groupName;
    }
    throw new FewShotException(
        "The region '"
            + name
            + "' has no class; name it 'class#1' (or 'class:1'), or set its group.");
  }

  /** A position of 0 means every slice in ImageJ; the first one stands for them. */
  private static int slice(Roi roi, StackShape shape) {
    if (roi.hasHyperStackPosition()) {
      int z = Math.max(1, roi.getZPosition()) - 1;
      int t = Math.max(1, roi.getTPosition()) - 1;
      return shape.slice(z, t);
    }
    return Math.max(1, roi.getPosition()) - 1;
  }
}
