package sc.fiji.fewshot.evaluate.forest;

import java.util.ArrayList;
import java.util.List;

/** Grows to one row of features. */
final class FeatureList {

  private final List<float[]> parts = new ArrayList<>();

  void add(float[] part) {
    parts.add(part);
  }

  float[] toArray() {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    return all;
  }
}
