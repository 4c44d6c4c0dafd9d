package sc.fiji.fewshot.pretrain.episodic;

/**
 * How large the episodes of training are.
 *
 * @param ways classes, at least 2
 * @param shots images a class to learn from, at least 1
 * @param queries images a class to recognise, at least 1
 */
public record EpisodePlan(int ways, int shots, int queries) {}
