package sc.fiji.fewshot.encode;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import sc.fiji.fewshot.image.Box;

/**
 * Keeps the maps of blocks within a memory budget; the ones not used for longest go first. Safe for
 * use from several threads.
 */
public final class FeatureCache {

  private static final int USUAL_SHARE_OF_HEAP = 4;

  private final long budget;
  private final Map<Key, FeatureMaps> maps = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  private record Key(Object plane, Box block) {}

  /**
   * @param budget bytes of maps to keep; 0 keeps none
   */
  public FeatureCache(long budget) {
    this.budget = budget;
  }

  /**
   * @return a cache that takes up to a quarter of the heap
   */
  public static FeatureCache ofUsualSize() {
    return new FeatureCache(Runtime.getRuntime().maxMemory() / USUAL_SHARE_OF_HEAP);
  }

  FeatureMaps get(Object plane, Box block, Supplier<FeatureMaps> encode) {
    Key key = new Key(plane, block);
    synchronized (this) {
      FeatureMaps known = maps.get(key);
      if (known != null) {
        return known;
      }
    }
    FeatureMaps fresh = encode.get();
    put(key, fresh);
    return fresh;
  }

  private synchronized void put(Key key, FeatureMaps fresh) {
    if (fresh.bytes() > budget) {
      return;
    }
    FeatureMaps before = maps.put(key, fresh);
    used += fresh.bytes() - (before == null ? 0 : before.bytes());
    Iterator<FeatureMaps> oldest = maps.values().iterator();
    while (used > budget) {
      used -= oldest.next().bytes();
      oldest.remove();
    }
  }

  /**
   * @return bytes kept now
   */
  public synchronized long used() {
    return used;
  }

  /** Forgets everything. */
  public synchronized void clear() {
    maps.clear();
    used = 0;
  }
}
