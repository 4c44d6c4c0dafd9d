package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShotsTest {

  private static final Episode EPISODE =
      new Episode(
          new int[] {7, 8, 9},
          new int[] {10, 11, 20, 21, 30, 31},
          new int[] {0, 0, 1, 1, 2, 2},
          new int[] {12, 22, 32},
          new int[] {0, 1, 2});

  @Test
  void theFirstOfEachClass() {
    Shots first = EPISODE.shots().first(1);
    assertArrayEquals(new int[] {10, 20, 30}, first.images());
    assertArrayEquals(new int[] {0, 1, 2}, first.labels());
    assertEquals(3, first.classes());
  }

  @Test
  void aSecretClassGivesItsNumberToTheLast() {
    Shots rest = EPISODE.shotsWithout(0);
    assertArrayEquals(new int[] {20, 21, 30, 31}, rest.images());
    assertArrayEquals(new int[] {1, 1, 0, 0}, rest.labels());
    assertEquals(2, rest.classes());
    assertArrayEquals(new int[] {0, 0, 1, 1}, EPISODE.shotsWithout(2).labels());
  }
}
