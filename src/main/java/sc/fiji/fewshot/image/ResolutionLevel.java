package sc.fiji.fewshot.image;

/**
 * One of the resolutions in which an image is stored.
 *
 * @param width columns
 * @param height rows
 * @param downsampling how many pixels of the finest level one of its pixels is wide; 1 for the
 *     finest
 */
public record ResolutionLevel(int width, int height, double downsampling) {}
