package sc.fiji.fewshot.image.zarr;

import java.nio.file.Path;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;

/**
 * Writes a large OME-Zarr that repeats a part of an RGB image, to measure speed and memory with:
 * {@code LargeZarr OUT.zarr SIDE TILE.tif}.
 */
final class LargeZarr {

  private static final int CHUNK = 512;
  private static final int TILE = 512;
  private static final int LEVELS = 4;
  private static final double MICROMETRES = 0.25;

  private LargeZarr() {}

  public static void main(String[] args) {
    int side = Integer.parseInt(args[1]);
    try (ImageSource tile = ImageFiles.open(Path.of(args[2]))) {
      float[][] rgb = tile.read(0, new Box(0, 0, TILE, TILE));
      new MadeZarr(
              Path.of(args[0]),
              new int[] {3, side, side},
              new int[] {1, CHUNK, CHUNK},
              "uint8",
              "zstd",
              new int[] {1, 8, 8},
              MICROMETRES)
          .repeating(TILE / CHUNK)
          .write(
              LEVELS,
              (level, channel, y, x) ->
                  // Without the noise, which does not compress.
                  (int) rgb[channel][((y << level) % TILE) * TILE + (x << level) % TILE] & 0xf8);
    }
  }
}
