package sc.fiji.fewshot.ui;

import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.predict.GridPrediction;

/** Writes an image with its coloured overlay as a TIFF, which ImageJ shows when it opens it. */
public final class OverlayFile {

  /** An overlay holds three bytes a pixel in memory; larger images get their label map only. */
  private static final long LARGEST_PIXELS = 100_000_000;

  private OverlayFile() {}

  /**
   * @param image that was classified
   * @return whether it is small enough for an overlay
   */
  public static boolean fits(ImageSource image) {
    return image instanceof ImagePlusSource
        && (long) image.width() * image.height() * image.slices() <= LARGEST_PIXELS;
  }

  /**
   * @param file to write
   * @param image that was classified, one that {@link #fits}
   * @param slices its predictions
   * @param classes in the order of the labels
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(
      Path file, ImageSource image, List<GridPrediction> slices, List<LabelClass> classes) {
    ImagePlus original = ((ImagePlusSource) image).image();
    ImagePlus copy = original.createImagePlus();
    copy.setStack(withShortLabels(original));
    // Of an image from a scanner it tells who the patient is.
    copy.setProperty("Info", null);
    copy.setDimensions(original.getNChannels(), original.getNSlices(), original.getNFrames());
    copy.setOpenAsHyperStack(original.isHyperStack());
    copy.setTitle(original.getTitle());
    copy.setOverlay(OverlayPainter.paint(original, slices, classes));
    AtomicFile.write(
        file,
        temporary -> {
          if (!save(copy, temporary.toString())) {
            throw new IOException("ImageJ could not save the TIFF");
          }
        });
  }

  /** ImageJ takes the order of bytes from its preferences, but results are the same everywhere. */
  private static synchronized boolean save(ImagePlus image, String file) {
    boolean chosen = Prefs.intelByteOrder;
    Prefs.intelByteOrder = true;
    try {
      FileSaver saver = new FileSaver(image);
      return image.getStackSize() > 1 ? saver.saveAsTiffStack(file) : saver.saveAsTiff(file);
    } finally {
      Prefs.intelByteOrder = chosen;
    }
  }

  /** The same planes; the lines below the first of a label may be a header of DICOM. */
  private static ImageStack withShortLabels(ImagePlus image) {
    ImageStack stack =
        new ImageStack(image.getWidth(), image.getHeight(), image.getStack().getColorModel());
    for (int i = 1; i <= image.getStackSize(); i++) {
      String label = image.getStack().getSliceLabel(i);
      stack.addSlice(
          label == null ? null : label.lines().findFirst().orElse(null),
          image.getStack().getPixels(i));
    }
    return stack;
  }
}
