package sc.fiji.fewshot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.predict.Scenes;
import sc.fiji.fewshot.session.guidance.Explanation;
import sc.fiji.fewshot.session.guidance.Need;
import sc.fiji.fewshot.session.guidance.Quality;
import sc.fiji.fewshot.session.guidance.Suggestion;
import sc.fiji.fewshot.session.guidance.Suggestions;

class SessionGuidanceTest {

  private static final int SIZE = 320;

  private final ImageSource image = new ImagePlusSource(Scenes.halves(SIZE, SIZE, 1));
  private final Recording heard = new Recording();
  private Session session;

  @BeforeEach
  void start() {
    session = new Session(image, SessionState.empty(), 0, Backbones::open, 2, heard, Runnable::run);
  }

  @AfterEach
  void end() throws InterruptedException {
    session.close();
    assertTrue(session.awaitEnd(30_000), "threads end");
  }

  @Test
  void oneClassTeachesNothingAndAnEmptyOneDoesNotCount() throws Exception {
    List<Mark> marks = marks();
    session.change(s -> s.withClass("smooth").withClass("check").withClass("empty"));
    heard.await(r -> r.forgotten);
    heard.await(r -> r.activities.stream().anyMatch(a -> a.kind() == Activity.Kind.IDLE));
    heard.forgotten = false;
    session.change(s -> s.withMarks(List.of(marks.get(0), marks.get(2), marks.get(4))));
    heard.await(r -> r.forgotten);
    assertEquals(Optional.empty(), session.learnt());
    session.change(s -> s.withMarks(List.of(marks.get(1))));
    heard.awaitIdle();
    Learnt learnt = session.learnt().orElseThrow();
    assertEquals(2, learnt.classes().size());
    Quality quality = Quality.of(session.state(), session.learnt());
    // The only mark of its class cannot be left out.
    assertEquals(3, quality.leftOut().total());
    assertEquals(
        List.of("empty UNMARKED", "check FEW", "smooth UNCERTAIN"),
        quality.needs().stream().map(n -> n.label().name() + " " + n.reason()).toList());
  }

  @Test
  void suggestionsComeBeforeTheFirstMarkAndCoverBothHalves() throws Exception {
    Set<Boolean> halves =
        suggestions(2).stream()
            .map(s -> s.region().bounds().centreX() < SIZE / 2.0)
            .collect(Collectors.toSet());
    assertEquals(Set.of(true, false), halves);
  }

  @Test
  void aPlaceIsExplainedByMarksOfItsOwnHalf() throws Exception {
    session.change(s -> s.withClass("smooth").withClass("check").withMarks(marks()));
    heard.awaitIdle();
    Explanation explanation =
        session
            .ask(
                0,
                (embeddings, workers) ->
                    Explanation.of(embeddings, session.learnt(), SIZE - 60, 100, 2, workers))
            .get(30, TimeUnit.SECONDS)
            .orElseThrow();
    Explanation.Opinion opinion = explanation.opinion().orElseThrow();
    String name = session.learnt().orElseThrow().classes().get(opinion.label()).name();
    assertEquals("check", name);
    for (Explanation.Neighbour neighbour : opinion.nearest()) {
      assertEquals("check", neighbour.mark().example().className());
    }
    assertTrue(opinion.probabilities()[opinion.label()] > 0.75);
    Quality quality = Quality.of(session.state(), session.learnt());
    assertEquals(1, quality.accuracy());
    assertEquals(List.of(), quality.suspects());
    // 3 of 3 leave it open whether half of the class is missed.
    quality.needs().forEach(need -> assertEquals(Need.Reason.UNCERTAIN, need.reason()));
  }

  private List<Suggestion> suggestions(int count) throws Exception {
    Optional<List<Suggestion>> found = Optional.empty();
    long end = System.currentTimeMillis() + 60_000;
    while (found.isEmpty() && System.currentTimeMillis() < end) {
      found =
          session
              .ask(
                  0,
                  (embeddings, workers) ->
                      Suggestions.of(
                          embeddings, session.learnt(), List.of(), List.of(), count, workers))
              .get(30, TimeUnit.SECONDS);
      Thread.sleep(50);
    }
    return found.orElseThrow();
  }

  private static List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    for (Example e : Scenes.marks(SIZE, SIZE, 3)) {
      Box box = e.region().bounds();
      marks.add(new Mark(new Roi(box.x(), box.y(), box.width(), box.height()), e));
    }
    return marks;
  }
}
