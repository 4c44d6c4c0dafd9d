package sc.fiji.fewshot.batch.report;

import java.util.List;
import sc.fiji.fewshot.batch.journal.JournalHeader.NamedColour;

/**
 * The classes as a page shows them, by the values of the label map.
 *
 * @param classes of values 1, 2, ...
 */
record Legend(List<NamedColour> classes) {

  /** The largest value. */
  int size() {
    return classes.size();
  }

  String colour(int value) {
    return classes.get(value - 1).colour();
  }

  /** A square in the colour of the class and its name; what is unknown is hatched, as in bars. */
  String entry(int value) {
    return value == 0
        ? "<span class=\"key unknown\"></span>&nbsp;unknown"
        : "<span class=\"key\" style=\"background:%s\"></span>&nbsp;%s"
            .formatted(colour(value), Html.text(classes.get(value - 1).name()));
  }
}
