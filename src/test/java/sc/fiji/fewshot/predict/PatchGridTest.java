package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;

class PatchGridTest {

  @Test
  void cellsCoverTheImageAndPatchesAreCentredOnThem() {
    PatchGrid grid = new PatchGrid(100, 70, 32, 16);
    assertEquals(7, grid.columns());
    assertEquals(5, grid.rows());
    assertEquals(new Box(96, 64, 4, 6), grid.cell(6, 4));
    assertEquals(new Box(-8, 24, 32, 32), grid.patch(0, 2));
    assertArrayEquals(new double[] {-32, 32, 96, 160, 224, 288, 352}, grid.lefts(4));
    long covered = 0;
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        covered += grid.cell(column, row).area();
      }
    }
    assertEquals(100 * 70, covered);
  }

  @Test
  void strideBeyondThePatchIsRefused() {
    FewShotException e =
        assertThrows(FewShotException.class, () -> new PatchGrid(100, 100, 32, 33));
    assertTrue(e.getMessage().contains("from 1 to the patch size (32)"), e.getMessage());
  }

  @Test
  void morePatchesThanCanBeNumberedAreRefused() {
    FewShotException e =
        assertThrows(FewShotException.class, () -> new PatchGrid(46_341, 46_341, 64, 1));
    assertTrue(e.getMessage().contains("choose a larger stride"), e.getMessage());
    assertEquals(46_340, new PatchGrid(46_340, 46_340, 64, 1).columns());
  }

  @Test
  void verdictsFollowConfidenceAndNovelty() {
    assertEquals(Verdict.LIKELY, Verdict.of(0.75f, 1, 2));
    assertEquals(Verdict.UNSURE, Verdict.of(0.74f, 1, 2));
    assertEquals(Verdict.UNKNOWN, Verdict.of(0.99f, 2.1f, 2));
  }
}
