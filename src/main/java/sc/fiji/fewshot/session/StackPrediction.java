package sc.fiji.fewshot.session;

import java.util.List;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * A whole stack, classified.
 *
 * @param learnt with what
 * @param slices one prediction a slice, in order
 */
public record StackPrediction(Learnt learnt, List<GridPrediction> slices) {}
