package sc.fiji.fewshot.session.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.session.Learnt;

class ExplanationTest {

  private final MadeScene scene = new MadeScene();
  private final WorkerPool workers = new WorkerPool(2);

  @AfterEach
  void close() {
    workers.close();
    scene.close();
  }

  @Test
  void saysWhatThePredictionOfTheSliceSays() {
    Learnt learnt = scene.learn(marks()).orElseThrow();
    GridPrediction prediction = scene.embeddings.predict(learnt.head(), learnt.support(), workers);
    // A cell of the first class, an outlier, and a cell of a class that has no marks.
    for (int cell : new int[] {41, 5 * 40 + 5, 25 * 40 + 10}) {
      Explanation explanation = at(Optional.of(learnt), cell % 40 * 16 + 3, cell / 40 * 16 + 3);
      assertEquals(cell, explanation.cell());
      Explanation.Opinion opinion = explanation.opinion().orElseThrow();
      assertEquals(prediction.scores().label(cell), opinion.label());
      for (int c = 0; c < 2; c++) {
        assertEquals(prediction.scores().probability(cell, c), opinion.probabilities()[c], 1e-5);
      }
      assertEquals(prediction.scores().novelty(cell), opinion.novelty(), 1e-4);
      assertEquals(prediction.verdict(cell), opinion.verdict());
    }
  }

  @Test
  void namesTheMostSimilarMarksByHand() {
    List<Mark> marks = marks();
    Explanation explanation = at(scene.learn(marks), 33, 33);
    List<Explanation.Neighbour> nearest = explanation.opinion().orElseThrow().nearest();
    assertEquals(3, nearest.size());
    float[] z = scene.rows[2 * 40 + 2];
    double before = 1;
    for (Explanation.Neighbour neighbour : nearest) {
      Mark mark = marks.get(neighbour.index());
      assertEquals(mark, neighbour.mark());
      assertEquals(MadeScene.name(0), mark.example().className());
      Box box = mark.example().region().bounds();
      float[] other = scene.rows[scene.embeddings.cellAt(box.centreX(), box.centreY())];
      double cosine = 0;
      for (int k = 0; k < z.length; k++) {
        cosine += z[k] * other[k];
      }
      assertEquals(cosine, neighbour.similarity(), 1e-6);
      assertTrue(neighbour.similarity() <= before);
      before = neighbour.similarity();
    }
    // The place itself is marked.
    assertEquals(0, nearest.get(0).index());
    assertEquals(1, nearest.get(0).similarity(), 1e-6);
  }

  @Test
  void withoutAnythingLearntItStillShowsWhatLooksAlike() {
    Explanation explanation = at(Optional.empty(), 24 * 16, 4 * 16);
    assertTrue(explanation.opinion().isEmpty());
    assertEquals(1, explanation.similarity()[explanation.cell()], 1e-6);
    double same = 0;
    double other = 0;
    for (int i = 0; i < scene.truth.length; i++) {
      same += scene.truth[i] == 1 ? explanation.similarity()[i] / 400 : 0;
      other += scene.truth[i] == 2 ? explanation.similarity()[i] / 400 : 0;
    }
    assertTrue(same > 0.6 && other < 0.2, same + " and " + other);
  }

  @Test
  void aPlaceAtTheBorderHasThePartOfItsPatchThatIsInside() {
    Explanation explanation = at(Optional.empty(), 0, 639);
    assertEquals(new Box(0, 616, 24, 24), explanation.region().bounds());
  }

  /** Marks of two classes, three each. */
  private List<Mark> marks() {
    return List.of(
        scene.mark(2, 2, 0, 0),
        scene.mark(25, 2, 1, 0),
        scene.mark(8, 2, 0, 0),
        scene.mark(31, 2, 1, 0),
        scene.mark(2, 12, 0, 0),
        scene.mark(35, 12, 1, 0));
  }

  private Explanation at(Optional<Learnt> learnt, double x, double y) {
    return Explanation.of(scene.embeddings, learnt, x, y, 3, workers);
  }
}
