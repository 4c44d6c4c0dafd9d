package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.image.Box;

/** The maps that one part of a CNN yields, put together tile by tile, by several threads. */
final class SegmentMaps {

  private final Box wanted;
  private final List<BackboneInfo.Stage> stages;
  private final List<FeatureMap> maps = new ArrayList<>();

  /**
   * @param wanted what the tiles make up, network pixels
   * @param stages of the part's maps and of later ones
   */
  SegmentMaps(Box wanted, List<BackboneInfo.Stage> stages) {
    this.wanted = wanted;
    this.stages = stages;
  }

  /**
   * Copies a tile into its place. Tiles must not overlap.
   *
   * @param outputs the part's maps, 1 x C x H x W
   * @param seen what they cover, network pixels
   * @param tile what is to be kept of them
   */
  void paste(NDList outputs, Box seen, Box tile) {
    for (int i = 0; i < outputs.size(); i++) {
      FeatureMap map = map(i);
      // Lies like this in memory already, unless the CNN has moved the channels apart.
      NDArray interleaved = outputs.get(i).transpose(0, 2, 3, 1);
      map.paste(
          EngineMemory.read(interleaved),
          BlockEncoder.cells(seen, map.stride()),
          BlockEncoder.cells(tile, map.stride()));
    }
  }

  /** How many maps there are is known when the first tile is done. */
  private synchronized FeatureMap map(int i) {
    while (maps.size() <= i) {
      BackboneInfo.Stage stage = stages.get(maps.size());
      Box cells = BlockEncoder.cells(wanted, stage.stride());
      maps.add(FeatureMap.empty(stage.stride(), stage.channels(), cells));
    }
    return maps.get(i);
  }

  /**
   * @return the maps, finest first
   */
  synchronized List<FeatureMap> all() {
    return List.copyOf(maps);
  }
}
