package sc.fiji.fewshot.learn;

import java.util.List;
import java.util.function.UnaryOperator;
import sc.fiji.fewshot.backbone.Backbone;

/**
 * What a method may know beyond the numbers of the examples.
 *
 * @param backbone that embeds
 * @param classNames as the user calls the classes, in the order of the labels; none if not known
 * @param embedding brings a raw embedding of the backbone to what the support set holds
 */
public record TaskContext(
    Backbone backbone, List<String> classNames, UnaryOperator<float[]> embedding) {

  /**
   * @param backbone that embeds
   * @return the context of a support set of raw embeddings whose classes have no names
   */
  public static TaskContext of(Backbone backbone) {
    return new TaskContext(backbone, List.of(), UnaryOperator.identity());
  }

  /**
   * @param names of the classes, in the order of the labels
   * @return the same with those names
   */
  public TaskContext withClasses(List<String> names) {
    return new TaskContext(backbone, names, embedding);
  }
}
