package sc.fiji.fewshot.session.guidance;

import sc.fiji.fewshot.annotate.Region;

/**
 * A place whose class would teach much.
 *
 * @param cell its number in the slice's grid
 * @param region its patch, wholly inside the image
 * @param reason why it is proposed
 * @param score how strong the reason is, 0 to 1: of what is uncovered, by how much all patches of
 *     the slice come nearer to something marked if this place is; of what is unsure, 1 less the
 *     lead of the most probable class
 */
public record Suggestion(int cell, Region region, Reason reason, double score) {

  /** Why a place is proposed. */
  public enum Reason {
    /** Nothing that looks like it is marked yet, or little. */
    UNCOVERED,
    /** Two classes are about equally probable. */
    UNSURE
  }
}
