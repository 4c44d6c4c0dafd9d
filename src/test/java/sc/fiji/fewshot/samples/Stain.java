package sc.fiji.fewshot.samples;

/**
 * A dye: how much of the red, green and blue light a layer of it absorbs, and how much of it lies
 * where.
 */
record Stain(double red, double green, double blue, Plane amount) {

  static Stain of(double red, double green, double blue, int width, int height) {
    return new Stain(red, green, blue, new Plane(width, height));
  }

  /** The optical density of one unit of the dye in a channel. */
  double density(int channel) {
    return channel == 0 ? red : channel == 1 ? green : blue;
  }
}
