package sc.fiji.fewshot.backbone;

/**
 * How far beyond a map's cells their input still matters, on each axis.
 *
 * @param before pixels before the first pixel of a cell
 * @param after pixels after the last pixel of a cell
 */
public record Halo(int before, int after) {}
