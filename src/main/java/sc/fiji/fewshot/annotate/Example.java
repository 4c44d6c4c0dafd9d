package sc.fiji.fewshot.annotate;

/**
 * One marked region and the class that the user gave it.
 *
 * @param region where
 * @param slice on which slice: 0-based, Z running faster than T
 * @param className which class
 * @param name what the user called the mark, for messages and tables
 */
public record Example(Region region, int slice, String className, String name) {

  /** The class of a region that is to be classified. */
  public static final String UNCLASSIFIED = "";

  /**
   * @param factor at least 1
   * @return this mark in an image whose pixels are so many times wider and higher
   */
  public Example coarser(double factor) {
    return new Example(region.coarser(factor), slice, className, name);
  }
}
