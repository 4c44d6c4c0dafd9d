package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class EpisodeSamplerTest {

  /** Classes of 20, 20, 8 and 3 members. */
  private static final int[] LABELS =
      IntStream.range(0, 51).map(i -> i < 20 ? 0 : i < 40 ? 1 : i < 48 ? 2 : 3).toArray();

  @Test
  void drawsWithoutReplacementAndLabelsWhatItDrew() {
    EpisodeSampler sampler = new EpisodeSampler(LABELS, 4, 3, 5, 15, 0);
    for (int number = 0; number < 200; number++) {
      Episode episode = sampler.episode(number);
      Set<Integer> drawn = new HashSet<>();
      for (int i = 0; i < episode.support().length; i++) {
        assertTrue(drawn.add(episode.support()[i]));
        int named = episode.classes()[episode.supportLabels()[i]];
        assertEquals(LABELS[episode.support()[i]], named);
      }
      for (int i = 0; i < episode.query().length; i++) {
        assertTrue(drawn.add(episode.query()[i]), "a query is in the support");
        int named = episode.classes()[episode.queryLabels()[i]];
        assertEquals(LABELS[episode.query()[i]], named);
      }
      assertEquals(15, episode.support().length);
      // 15 of the large classes, the 3 that remain of the small one.
      assertEquals(33, episode.query().length);
    }
  }

  @Test
  void unevenShotsAreTheFirstOnesOfEvenEpisodesAndTheQueriesStay() {
    EpisodeSampler even = new EpisodeSampler(LABELS, 4, 3, 7, 5, 3);
    EpisodeSampler uneven = new EpisodeSampler(LABELS, 4, 3, 7, 5, 3, true);
    int[] seen = new int[8];
    for (int number = 0; number < 400; number++) {
      Episode whole = even.episode(number);
      Episode part = uneven.episode(number);
      assertArrayEquals(whole.query(), part.query());
      int[] counts = new int[3];
      for (int i = 0; i < part.support().length; i++) {
        int label = part.supportLabels()[i];
        assertEquals(whole.support()[7 * label + counts[label]++], part.support()[i]);
      }
      IntStream.of(counts).forEach(count -> seen[count]++);
    }
    // 1,200 draws, of which 2 has the share log(3 / 2) / log(8 / 2) and 7 log(8 / 7) / log(8 / 2).
    assertEquals(0, seen[0] + seen[1]);
    assertEquals(351, seen[2], 60);
    assertEquals(116, seen[7], 40);
    assertEquals(3, new EpisodeSampler(LABELS, 4, 3, 1, 5, 3, true).episode(0).support().length);
  }

  @Test
  void aClassWithTooFewMembersIsLeftOut() {
    EpisodeSampler sampler = new EpisodeSampler(LABELS, 4, 4, 5, 5, 0);
    assertEquals(3, sampler.ways());
    for (int number = 0; number < 50; number++) {
      assertFalse(Arrays.stream(sampler.episode(number).classes()).anyMatch(c -> c == 3));
    }
  }

  @Test
  void theSameNumberAndSeedGiveTheSameEpisode() {
    Episode a = new EpisodeSampler(LABELS, 4, 2, 1, 3, 7).episode(41);
    Episode b = new EpisodeSampler(LABELS, 4, 2, 1, 3, 7).episode(41);
    Episode c = new EpisodeSampler(LABELS, 4, 2, 1, 3, 8).episode(41);
    assertArrayEquals(a.support(), b.support());
    assertArrayEquals(a.query(), b.query());
    assertFalse(Arrays.equals(a.query(), c.query()));
  }

  @Test
  void everyMemberIsDrawnAboutAsOften() {
    EpisodeSampler sampler = new EpisodeSampler(LABELS, 4, 2, 1, 1, 0);
    int[] drawn = new int[LABELS.length];
    for (int number = 0; number < 8000; number++) {
      Arrays.stream(sampler.episode(number).support()).forEach(i -> drawn[i]++);
    }
    // Half of the episodes have class 0, each of its 20 members 1 time in 20 of these.
    for (int i = 0; i < 20; i++) {
      assertEquals(200, drawn[i], 60, "member " + i);
    }
  }

  @Test
  void tooSmallADataSetIsRefused() {
    FewShotException e =
        assertThrows(FewShotException.class, () -> new EpisodeSampler(LABELS, 4, 2, 30, 1, 0));
    assertTrue(e.getMessage().contains("at least 31 images each"), e.getMessage());
  }
}
