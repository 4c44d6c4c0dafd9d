package sc.fiji.fewshot.session.file;

import ij.gui.OvalRoi;
import ij.gui.Roi;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.session.SessionOptions;
import sc.fiji.fewshot.session.SessionState;

/** Sessions to save. */
final class MadeSessions {

  static final ImageReference IMAGE =
      new ImageReference(
          Optional.of("/data/Gewebe ü.tif"),
          "Gewebe ü.tif",
          640,
          480,
          new StackShape(3, 2),
          2,
          16,
          "0123456789abcdef");

  private MadeSessions() {}

  /** Two classes, with an oval mark on slice 4 and as many boxes as wanted. */
  static SessionState state(int boxes) {
    Mark oval = new Mark(new OvalRoi(100, 50, 21, 33), oval());
    SessionState state =
        SessionState.empty()
            .withClass("tumour \"a\" <b>")
            .withClass("Stroma ü")
            .withMarks(List.of(oval));
    for (int i = 0; i < boxes; i++) {
      state = state.withMarks(List.of(box(i)));
    }
    return state.withOptions(
        o ->
            new SessionOptions(
                "features",
                40,
                10,
                "embedded",
                "cpu",
                Adaptation.LAST_STAGE,
                Augmentation.STRONG,
                Rejection.LENIENT));
  }

  private static Example oval() {
    var mask = new OvalRoi(100, 50, 21, 33).getMask();
    BitSet bits = new BitSet();
    for (int i = 0; i < 21 * 33; i++) {
      bits.set(i, mask.get(i) != 0);
    }
    return new Example(
        new Region(new Box(100, 50, 21, 33), bits), 4, "tumour \"a\" <b>", "oval #1");
  }

  static Mark box(int number) {
    int x = number % 30 * 20;
    int y = number / 30 % 20 * 20;
    return new Mark(
        new Roi(x, y, 20, 20),
        new Example(Region.rectangle(x, y, 20, 20), 0, "Stroma ü", "box " + number));
  }
}
