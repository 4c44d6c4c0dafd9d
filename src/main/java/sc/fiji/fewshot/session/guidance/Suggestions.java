package sc.fiji.fewshot.session.guidance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.session.Learnt;

/**
 * "Label this next": the places of a slice whose class would teach most. While marks are few, these
 * are typical patches of what is not marked yet (TypiClust: Hacohen, Dekel and Weinshall, ICML
 * 2022, arXiv:2202.02794); later most are those that the classifier is least sure of, each far from
 * the others (margin times squared distance, as BADGE does with gradients: Ash et al., ICLR 2020,
 * arXiv:1906.03671). Outliers, such as pen and folds, are never proposed. The same every time.
 */
public final class Suggestions {

  /** How many to propose if nothing else is wanted. */
  public static final int USUAL_COUNT = 5;

  /** Marks a class, on average, until which they are few. */
  private static final int FEW = 3;

  /**
   * Share of typical patches among the proposals when marks are not few: the classifier is never
   * unsure of a class that it has not met.
   */
  private static final double STILL_UNCOVERED = 0.4;

  /** Clusters are not so many that they have fewer patches than this, on average. */
  private static final int SMALLEST_CLUSTER = 5;

  private final SliceEmbeddings embeddings;
  private final SampledPatches patches;
  private final int[] usual;
  private final int count;
  private final List<Box> taken = new ArrayList<>();
  private final List<Suggestion> chosen = new ArrayList<>();
  private final List<Integer> chosenPatches = new ArrayList<>();

  private Suggestions(
      SliceEmbeddings embeddings, SampledPatches patches, List<Region> taken, int count) {
    this.embeddings = embeddings;
    this.patches = patches;
    this.count = count;
    usual = Typicality.usual(patches);
    taken.forEach(region -> this.taken.add(region.bounds()));
  }

  /**
   * Looks for places; takes a fraction of a second.
   *
   * @param embeddings of the slice
   * @param learnt what was learnt from the marks, if anything was
   * @param marks on any slice
   * @param dismissed places of this slice that the user does not want to see again
   * @param count how many to propose
   * @param workers share the work
   * @return the places, the most informative first; none of them overlaps a mark, a dismissed place
   *     or another one; fewer than wanted where there are no more
   */
  public static List<Suggestion> of(
      SliceEmbeddings embeddings,
      Optional<Learnt> learnt,
      List<Mark> marks,
      List<Region> dismissed,
      int count,
      WorkerPool workers) {
    List<float[]> seen = new ArrayList<>();
    List<Region> taken = new ArrayList<>(dismissed);
    for (Mark mark : marks) {
      boolean here = mark.example().slice() == embeddings.slice();
      int known = learnt.map(l -> l.marks().indexOf(mark)).orElse(-1);
      if (known >= 0) {
        seen.add(learnt.orElseThrow().support().embeddings()[known]);
      } else if (here) {
        seen.add(at(embeddings, mark.example().region()));
      }
      if (here) {
        taken.add(mark.example().region());
      }
    }
    dismissed.forEach(region -> seen.add(at(embeddings, region)));
    SampledPatches patches = SampledPatches.of(embeddings, seen.toArray(float[][]::new), workers);
    Suggestions suggestions = new Suggestions(embeddings, patches, taken, count);
    boolean many = learnt.isPresent() && marks.size() >= FEW * learnt.get().classes().size();
    suggestions.addUncovered(many ? (int) Math.round(STILL_UNCOVERED * count) : count);
    if (many) {
      suggestions.addUnsure(learnt.get().head().fitted());
    }
    return List.copyOf(suggestions.chosen);
  }

  private static float[] at(SliceEmbeddings embeddings, Region region) {
    Box box = region.bounds();
    return embeddings.embedding(embeddings.cellAt(box.centreX(), box.centreY()));
  }

  private boolean isFree(int patch) {
    return taken.stream().noneMatch(box -> patches.overlaps(patch, box));
  }

  private void choose(int patch, Suggestion.Reason reason, double score) {
    int cell = patches.cells()[patch];
    Region region = SampledPatches.region(embeddings.grid(), cell);
    chosen.add(new Suggestion(cell, region, reason, score));
    chosenPatches.add(patch);
    taken.add(region.bounds());
  }

  /** The most typical patch of each of the largest clusters with the fewest marks. */
  private void addUncovered(int wanted) {
    int most = Math.max(1, usual.length / SMALLEST_CLUSTER);
    Clusters clusters = Clusters.of(patches, usual, Math.min(most, patches.marks() + count));
    int[] covered = new int[clusters.count()];
    for (int mark = 0; mark < patches.marks(); mark++) {
      covered[clusters.of()[nearest(mark)]]++;
    }
    List<Integer> open =
        new ArrayList<>(
            IntStream.range(0, clusters.count())
                .filter(c -> clusters.size(c) > 0)
                .boxed()
                .toList());
    while (chosen.size() < wanted && !open.isEmpty()) {
      int best = open.get(0);
      for (int c : open) {
        int fewer = covered[best] - covered[c];
        if (fewer > 0 || fewer == 0 && clusters.size(c) > clusters.size(best)) {
          best = c;
        }
      }
      int patch = mostTypical(clusters.membersOf(best));
      if (patch < 0) {
        open.remove(Integer.valueOf(best));
      } else {
        double share = (double) clusters.size(best) / usual.length;
        choose(patch, Suggestion.Reason.UNCOVERED, share);
        covered[best]++;
      }
    }
  }

  /** The usual patch that looks most like a mark: its number among the usual ones. */
  private int nearest(int mark) {
    int nearest = 0;
    for (int i = 1; i < usual.length; i++) {
      if (patches.likenessToMark(usual[i], mark) > patches.likenessToMark(usual[nearest], mark)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private int mostTypical(int[] members) {
    double[] typicality = Typicality.of(patches, members, false);
    int best = -1;
    for (int i = 0; i < members.length; i++) {
      if ((best < 0 || typicality[i] > typicality[best]) && isFree(members[i])) {
        best = i;
      }
    }
    return best < 0 ? -1 : members[best];
  }

  /** Small lead of the most probable class, times squared distance from what is chosen already. */
  private void addUnsure(Fitted fitted) {
    double[] doubt =
        Arrays.stream(usual)
            .mapToDouble(i -> doubt(fitted.probabilities(embeddings.embedding(patches.cells()[i]))))
            .toArray();
    while (chosen.size() < count) {
      int best = -1;
      double most = -1;
      for (int i = 0; i < usual.length; i++) {
        double value = doubt[i] * squaredDistanceToChosen(usual[i]);
        if (value > most && isFree(usual[i])) {
          most = value;
          best = i;
        }
      }
      if (best < 0) {
        return;
      }
      choose(usual[best], Suggestion.Reason.UNSURE, doubt[best]);
    }
  }

  private double squaredDistanceToChosen(int patch) {
    return chosenPatches.stream()
        .mapToDouble(other -> patches.squaredDistance(patch, other))
        .min()
        .orElse(1);
  }

  /** 1 less how far the most probable class is ahead of the next. */
  private static double doubt(double[] probabilities) {
    double first = 0;
    double second = 0;
    for (double p : probabilities) {
      if (p > first) {
        second = first;
        first = p;
      } else if (p > second) {
        second = p;
      }
    }
    return 1 - (first - second);
  }
}
