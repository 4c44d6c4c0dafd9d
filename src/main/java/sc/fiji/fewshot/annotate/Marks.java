package sc.fiji.fewshot.annotate;

import java.util.List;
import java.util.Map;

/**
 * What a file of marks holds.
 *
 * @param examples in the order of the file
 * @param colours of the classes that the file gives a colour: 0xRRGGBB by name
 */
public record Marks(List<Example> examples, Map<String, Integer> colours) {

  /** Copies both. */
  public Marks {
    examples = List.copyOf(examples);
    colours = Map.copyOf(colours);
  }
}
