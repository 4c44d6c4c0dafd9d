package sc.fiji.fewshot.session.guidance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.session.Learnt;

/**
 * "Label this next": the places of a slice whose class would teach most. Each is the patch that
 * stands for most of the others: it brings them all together nearest to something that is marked or
 * proposed (the greedy rule of generalised coverage: Bae, Noh and Sutherland, ECCV 2024,
 * arXiv:2407.12212, with squared distances). When marks are no longer few, most proposals stand for
 * those patches that the classifier is unsure of. Outliers, which look like hardly anything else,
 * are never proposed. The same every time.
 */
public final class Suggestions {

  /** How many to propose if nothing else is wanted. */
  public static final int USUAL_COUNT = 5;

  /** Marks a class, on average, until which they are few. */
  private static final int FEW = 3;

  /**
   * Share of proposals regardless of doubt when marks are not few: the classifier is never unsure
   * of a class that it has not met.
   */
  private static final double STILL_UNCOVERED = 0.4;

  /** Squared distance of vectors that have nothing to do with each other. */
  private static final double UNRELATED = 2;

  private final SliceEmbeddings embeddings;
  private final SampledPatches patches;
  private final int[] usual;
  private final int count;
  private final List<Box> taken = new ArrayList<>();
  private final List<Suggestion> chosen = new ArrayList<>();

  /** Squared distance of each usual patch to the nearest that is marked or proposed. */
  private final double[] uncovered;

  private Suggestions(
      SliceEmbeddings embeddings, SampledPatches patches, List<Region> taken, int count) {
    this.embeddings = embeddings;
    this.patches = patches;
    this.count = count;
    usual = Typicality.usual(patches);
    taken.forEach(region -> this.taken.add(region.bounds()));
    uncovered =
        Arrays.stream(usual).mapToDouble(patch -> squaredDistanceToMarks(patches, patch)).toArray();
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

  private static double squaredDistanceToMarks(SampledPatches patches, int patch) {
    double least = UNRELATED;
    for (int mark = 0; mark < patches.marks(); mark++) {
      least = Math.min(least, patches.squaredDistanceToMark(patch, mark));
    }
    return least;
  }

  private void addUncovered(int wanted) {
    double[] alike = new double[usual.length];
    Arrays.fill(alike, 1);
    while (chosen.size() < wanted) {
      double all = Arrays.stream(uncovered).sum();
      int best = bestRepresentative(alike);
      if (best < 0) {
        return;
      }
      choose(best, Suggestion.Reason.UNCOVERED, all > 0 ? gain(best, alike) / all : 0);
    }
  }

  private void addUnsure(Fitted fitted) {
    double[] doubts =
        Arrays.stream(usual)
            .mapToDouble(i -> doubt(fitted.probabilities(embeddings.embedding(patches.cells()[i]))))
            .toArray();
    while (chosen.size() < count) {
      int best = bestRepresentative(doubts);
      if (best < 0) {
        return;
      }
      choose(best, Suggestion.Reason.UNSURE, doubts[best]);
    }
  }

  private void choose(int index, Suggestion.Reason reason, double score) {
    int cell = patches.cells()[usual[index]];
    Region region = SampledPatches.region(embeddings.grid(), cell);
    chosen.add(new Suggestion(cell, region, reason, score));
    taken.add(region.bounds());
    for (int i = 0; i < usual.length; i++) {
      double squared = patches.squaredDistance(usual[index], usual[i]);
      uncovered[i] = Math.min(uncovered[i], squared);
    }
  }

  /**
   * @param weights how much each usual patch counts
   * @return the number among the usual patches of the free one that covers most, -1 if none is free
   */
  private int bestRepresentative(double[] weights) {
    int best = -1;
    double most = -1;
    for (int i = 0; i < usual.length; i++) {
      double gain = gain(i, weights);
      if (gain > most && isFree(usual[i])) {
        most = gain;
        best = i;
      }
    }
    return best;
  }

  /** By how much all patches together would come nearer to something marked or proposed. */
  private double gain(int index, double[] weights) {
    double gain = 0;
    for (int i = 0; i < usual.length; i++) {
      double nearer = uncovered[i] - patches.squaredDistance(usual[index], usual[i]);
      if (nearer > 0) {
        gain += nearer * weights[i];
      }
    }
    return gain;
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
