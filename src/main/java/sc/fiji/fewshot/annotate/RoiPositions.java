package sc.fiji.fewshot.annotate;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.StackShape;

/**
 * Translates between the slices of a stack and the positions that ImageJ gives to ROIs: a number of
 * an image in a plain stack, channel, slice and frame in a hyperstack, and none for all slices.
 *
 * @param shape of the stack
 * @param channels number of channels as ImageJ counts them, at least 1; 1 for RGB
 * @param current the slice that is shown, 0-based; ROIs without a position belong to it
 */
public record RoiPositions(StackShape shape, int channels, int current) {

  /**
   * @param image to look at; a later change of its current slice is not noticed
   * @return its positions
   */
  public static RoiPositions of(ImagePlus image) {
    StackShape shape = new StackShape(image.getNSlices(), image.getNFrames());
    // ImageJ's getZ() and getT() lag behind in stacks that are no hyperstacks.
    int[] position = image.convertIndexToPosition(Math.max(1, image.getCurrentSlice()));
    int current = shape.slice(position[1] - 1, position[2] - 1);
    return new RoiPositions(shape, image.getNChannels(), current);
  }

  /**
   * @param image that is not open: its first slice stands for the current one
   * @return its positions
   */
  public static RoiPositions of(ImageSource image) {
    return new RoiPositions(image.shape(), image.isRgb() ? 1 : image.channels(), 0);
  }

  /**
   * Puts a ROI on a slice, and on all channels of it.
   *
   * @param roi to change
   * @param slice 0-based
   */
  public void set(Roi roi, int slice) {
    // ImageJ reads a plain number in stacks that run along Z or T only, shown as hyperstacks or
    // not.
    boolean hyperstack = channels > 1 || shape.depth() > 1 && shape.frames() > 1;
    if (hyperstack) {
      roi.setPosition(0, shape.z(slice) + 1, shape.t(slice) + 1);
    } else {
      roi.setPosition(shape.slices() > 1 ? slice + 1 : 0);
    }
  }

  /**
   * @param roi a ROI of this stack
   * @return its slice, 0-based
   * @throws FewShotException if the stack has no such slice
   */
  public int slice(Roi roi) {
    if (!roi.hasHyperStackPosition()) {
      return slice(roi.getPosition(), roi);
    }
    int z = roi.getZPosition() > 0 ? roi.getZPosition() - 1 : shape.z(current);
    int t = roi.getTPosition() > 0 ? roi.getTPosition() - 1 : shape.t(current);
    return slice(shape, z, t, roi.getName());
  }

  /**
   * @param shape of a stack
   * @param z Z plane, 0-based
   * @param t time point, 0-based
   * @param region name of what lies there, for the message
   * @return the slice, 0-based
   * @throws FewShotException if the stack has no such slice
   */
  static int slice(StackShape shape, int z, int t, String region) {
    if (z < 0 || z >= shape.depth() || t < 0 || t >= shape.frames()) {
      throw new FewShotException(
          "The region '%s' is at Z %d, T %d, but the image has %d x %d; check that the regions belong to this image."
              .formatted(region, z + 1L, t + 1L, shape.depth(), shape.frames()));
    }
    return shape.slice(z, t);
  }

  /**
   * @param points of this stack, which may each be at a position of its own
   * @param index number of a point, from 0
   * @return the point's slice, 0-based
   * @throws FewShotException if the stack has no such slice
   */
  public int slice(PointRoi points, int index) {
    int position = points.getPointPosition(index);
    return position > 0 ? slice(position, points) : slice(points);
  }

  /**
   * @param position a number from 1 on in the stack, channels running fastest, else all slices
   */
  private int slice(int position, Roi roi) {
    if (position <= 0) {
      return current;
    }
    int slice = (position - 1) / channels;
    if (slice >= shape.slices()) {
      throw new FewShotException(
          "The region '%s' is on slice %d, but the image has %d; check that the regions belong to this image."
              .formatted(roi.getName(), slice + 1, shape.slices()));
    }
    return slice;
  }
}
