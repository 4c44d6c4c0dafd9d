package sc.fiji.fewshot.samples;

import ij.gui.Roi;
import java.awt.image.BufferedImage;
import java.util.List;
import sc.fiji.fewshot.io.StackLayout;

/**
 * A made-up image with examples to learn from and the truth to compare with.
 *
 * @param name what its files are called
 * @param layout how the pages are arranged
 * @param pages the image
 * @param classes names of the classes; the first one has label 1 in the truth
 * @param truth one label map per slice and frame, without a channel axis
 * @param examples marked regions, named after their class
 */
record Sample(
    String name,
    StackLayout layout,
    List<BufferedImage> pages,
    List<String> classes,
    List<LabelMap> truth,
    List<Roi> examples) {}
