package sc.fiji.fewshot.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.predict.SliceEmbeddings;

/**
 * The embeddings of slices within a memory budget; those not used for longest are closed first, the
 * last two never. Safe for use from several threads.
 */
final class SliceStore implements AutoCloseable {

  private static final int FEWEST = 2;

  private final long budget;
  private final Map<Integer, SliceEmbeddings> slices = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param budget bytes
   */
  SliceStore(long budget) {
    this.budget = budget;
  }

  /** Marks the slice as used. */
  synchronized Optional<SliceEmbeddings> get(int slice) {
    return Optional.ofNullable(slices.get(slice));
  }

  synchronized boolean has(int slice) {
    return slices.containsKey(slice);
  }

  /** The numbers of the slices that are here. */
  synchronized List<Integer> numbers() {
    return List.copyOf(slices.keySet());
  }

  /**
   * @param embeddings belong to the store from now on
   * @param spared a slice that stays, whatever the budget
   */
  synchronized void put(SliceEmbeddings embeddings, int spared) {
    SliceEmbeddings before = slices.put(embeddings.slice(), embeddings);
    if (before != null) {
      before.close();
    }
    long used = slices.values().stream().mapToLong(SliceEmbeddings::bytes).sum();
    Iterator<SliceEmbeddings> oldest = slices.values().iterator();
    while (used > budget && slices.size() > FEWEST) {
      SliceEmbeddings candidate = oldest.next();
      if (candidate.slice() != spared && candidate != embeddings) {
        used -= candidate.bytes();
        oldest.remove();
        candidate.close();
      }
    }
  }

  /** Whether one more slice as large as the others fits. */
  synchronized boolean hasRoom() {
    long used = slices.values().stream().mapToLong(SliceEmbeddings::bytes).sum();
    return slices.isEmpty() || used + used / slices.size() <= budget;
  }

  @Override
  public synchronized void close() {
    slices.values().forEach(SliceEmbeddings::close);
    slices.clear();
  }
}
