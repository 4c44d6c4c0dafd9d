package sc.fiji.fewshot.classifier;

import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.image.ImageSource;

/**
 * An image with its marked regions.
 *
 * @param image stays the caller's
 * @param examples on that image
 */
public record MarkedImage(ImageSource image, List<Example> examples) {}
