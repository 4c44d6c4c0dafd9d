package sc.fiji.fewshot.classifier;

/**
 * How a classifier was trained and how well it recognised examples left out.
 *
 * @param method that was asked for
 * @param seed of the random views
 * @param preset of the augmentation
 * @param views of each example
 * @param leaveOneOutAccuracy fraction of left-out examples recognised; NaN if none could be left
 *     out
 * @param explanation one sentence on the choice of the head
 * @param software version that trained it
 */
public record TrainingFacts(
    String method,
    long seed,
    String preset,
    int views,
    double leaveOneOutAccuracy,
    String explanation,
    String software) {}
