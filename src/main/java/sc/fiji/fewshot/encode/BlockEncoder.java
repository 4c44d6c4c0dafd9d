package sc.fiji.fewshot.encode;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Segment;
import sc.fiji.fewshot.image.Box;

/**
 * Runs the CNN over a block of a plane, tile by tile, each part of the CNN with the halo that it
 * sees, so that the maps equal those of one pass over a boundless plane.
 */
final class BlockEncoder {

  /** Tiles of pixels: large enough for a small halo to be cheap, small enough for the caches. */
  static final int PIXEL_TILE = 608;

  /** Tiles of maps: strips as wide as a block. */
  static final int MAP_STRIP_HEIGHT = 600;

  private final Backbone backbone;
  private final WorkerPool workers;
  private final int pixelTile;
  private final int mapStripHeight;

  BlockEncoder(Backbone backbone, WorkerPool workers) {
    this(backbone, workers, PIXEL_TILE, MAP_STRIP_HEIGHT);
  }

  BlockEncoder(Backbone backbone, WorkerPool workers, int pixelTile, int mapStripHeight) {
    this.backbone = backbone;
    this.workers = workers;
    this.pixelTile = pixelTile;
    this.mapStripHeight = mapStripHeight;
  }

  /**
   * @param plane pixels
   * @param block network pixels; start and size are multiples of the backbone's input multiple
   * @return the maps of all stages over exactly that block
   */
  FeatureMaps encode(RgbPlane plane, Box block) {
    List<BackboneInfo.Stage> stages = backbone.info().stages();
    List<FeatureMap> maps = new ArrayList<>();
    List<Segment> segments = backbone.segments();
    FeatureMap input = null;
    for (int s = 0; s < segments.size(); s++) {
      // What the later segments need around the block, this one must yield.
      Box wanted = block;
      for (int later = segments.size() - 1; later > s; later--) {
        wanted = grow(wanted, segments.get(later));
      }
      List<FeatureMap> outputs = run(segments.get(s), plane, input, wanted, stages, maps.size());
      for (FeatureMap output : outputs) {
        maps.add(output.crop(cells(block, output.stride())));
      }
      input = outputs.get(outputs.size() - 1);
    }
    return new FeatureMaps(List.copyOf(maps));
  }

  private List<FeatureMap> run(
      Segment segment,
      RgbPlane plane,
      FeatureMap input,
      Box wanted,
      List<BackboneInfo.Stage> stages,
      int firstStage) {
    List<Box> tiles =
        input == null
            ? Tiling.of(wanted, pixelTile, pixelTile, segment.multiple())
            : Tiling.of(wanted, wanted.width(), mapStripHeight, segment.multiple());
    SegmentMaps maps = new SegmentMaps(wanted, stages.subList(firstStage, stages.size()));
    workers.map(
        tiles.size(),
        t -> {
          forwardInMemory(segment, plane, input, tiles.get(t), maps);
          return null;
        });
    return maps.all();
  }

  /** In quarters, and quarters of these, where the device has too little memory for the tile. */
  private void forwardInMemory(
      Segment segment, RgbPlane plane, FeatureMap input, Box tile, SegmentMaps maps) {
    int multiple = segment.multiple();
    List<Box> quarters;
    try {
      forward(segment, plane, input, tile, maps);
      return;
    } catch (EngineException e) {
      if (!DeviceMemory.isExhausted(e)) {
        throw e;
      }
      quarters =
          Tiling.of(tile, half(tile.width(), multiple), half(tile.height(), multiple), multiple);
      if (quarters.size() == 1) {
        throw DeviceMemory.tooLittle(e);
      }
    }
    quarters.forEach(quarter -> forwardInMemory(segment, plane, input, quarter, maps));
  }

  private static int half(int length, int multiple) {
    return (length / multiple + 1) / 2 * multiple;
  }

  private void forward(
      Segment segment, RgbPlane plane, FeatureMap input, Box tile, SegmentMaps maps) {
    Box seen = grow(tile, segment);
    try (NDManager manager = backbone.newManager()) {
      NDArray in =
          input == null
              ? InputBatch.of(manager, List.of(plane.read(seen)))
              : upload(manager, input, cells(seen, input.stride()));
      maps.paste(segment.forward(in), seen, tile);
    }
  }

  private static NDArray upload(NDManager manager, FeatureMap map, Box part) {
    Shape shape = new Shape(1, part.height(), part.width(), map.channels());
    return EngineMemory.write(manager, shape, buffer -> map.write(part, buffer))
        .transpose(0, 3, 1, 2);
  }

  private static Box grow(Box box, Segment segment) {
    int before = segment.halo().before();
    int around = before + segment.halo().after();
    return new Box(box.x() - before, box.y() - before, box.width() + around, box.height() + around);
  }

  static Box cells(Box pixels, int stride) {
    return new Box(
        Math.floorDiv(pixels.x(), stride),
        Math.floorDiv(pixels.y(), stride),
        pixels.width() / stride,
        pixels.height() / stride);
  }
}
