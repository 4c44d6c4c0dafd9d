package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {

  /** A solver that knows how many examples it saw, and of how many classes. */
  private static final class Witness implements DualSolver {
    private final List<Integer> seen = new ArrayList<>();

    @Override
    public DualHead solve(Kernel kernel) {
      assertFalse(Arrays.stream(kernel.counts()).anyMatch(n -> n == 0), "a class went missing");
      seen.add(kernel.size());
      return DualHead.linear(
          new double[kernel.classes()][kernel.size()], new double[kernel.classes()]);
    }
  }

  @Test
  void upToSixtyExamplesEachIsLeftOutAlone() {
    Witness witness = new Witness();
    LeaveOneOut.byRefit(Kernel.of(Clouds.onAxes(3, 20, 4, 1, 1, 0)), witness);
    assertEquals(60, witness.seen.size());
    assertTrue(witness.seen.stream().allMatch(n -> n == 59), witness.seen.toString());
  }

  @Test
  void beyondThatTwentyFoldsShareThem() {
    Witness witness = new Witness();
    double[][] logits = LeaveOneOut.byRefit(Kernel.of(Clouds.onAxes(2, 50, 4, 1, 1, 0)), witness);
    assertEquals(20, witness.seen.size());
    assertTrue(witness.seen.stream().allMatch(n -> n == 95), witness.seen.toString());
    assertTrue(Arrays.stream(logits).allMatch(LeaveOneOut::isKnown));
  }
}
