package sc.fiji.fewshot.evaluate;

/**
 * How well a method did over many episodes.
 *
 * @param ways classes in each episode, as really used
 * @param shots examples a class to learn from
 * @param queries examples a class to recognise
 * @param episodes how many
 * @param seed of the episodes
 * @param accuracy mean over an episode's classes, then over episodes, 0 to 1
 * @param ci95 half-width of the 95 % interval of that mean; NaN for a single episode
 */
public record EpisodicResult(
    int ways, int shots, int queries, int episodes, long seed, double accuracy, double ci95) {}
