package sc.fiji.fewshot.ui.window.results;

import java.util.List;
import java.util.function.Function;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.ui.Messages;

/** Takes what fits the image, and counts what does not. */
final class Fitting {

  private int leftOut;
  private FewShotException reason;

  /**
   * @param read makes something of an item
   * @return what came of it; nothing if it does not fit
   */
  <A, B> List<B> read(A item, Function<A, List<B>> read) {
    try {
      return read.apply(item);
    } catch (FewShotException e) {
      leftOut++;
      if (reason == null) {
        reason = e;
      }
      return List.of();
    }
  }

  /**
   * @throws FewShotException if nothing fits
   */
  void require(boolean any) {
    if (!any && reason != null) {
      throw reason;
    }
  }

  /** A sentence, and why something was left out if it was. */
  String report(String sentence) {
    return leftOut == 0
        ? sentence
        : Messages.text("results.leftOut", sentence, leftOut, reason.getMessage());
  }
}
