package sc.fiji.fewshot.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scenes;

class SessionTest {

  private static final int SIZE = 128;
  private static final int SLICES = 3;

  private final ImageSource image = new ImagePlusSource(Scenes.halves(SIZE, SIZE, SLICES));
  private final Recording heard = new Recording();
  private Session session;

  private Set<Thread> workersBefore;

  @BeforeEach
  void start() {
    workersBefore = workers();
    session = new Session(image, SessionState.empty(), 0, Backbones::open, 2, heard, Runnable::run);
  }

  @AfterEach
  void end() throws InterruptedException {
    session.close();
    assertTrue(session.awaitEnd(30_000), "threads end");
    for (Thread worker : workers()) {
      if (!workersBefore.contains(worker)) {
        worker.join(30_000);
        assertFalse(worker.isAlive(), "workers end");
      }
    }
  }

  private static Set<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("few-shot worker"))
        .collect(Collectors.toSet());
  }

  @Test
  void aChangeDuringEncodingDoesNotEndIt() throws Exception {
    session.close();
    int slices = 12;
    session =
        new Session(
            new ImagePlusSource(Scenes.halves(SIZE, SIZE, slices)),
            SessionState.empty(),
            0,
            Backbones::open,
            2,
            heard,
            Runnable::run);
    markBothHalves(2);
    heard.await(r -> r.predictions.size() == 4);
    session.change(state -> state.withoutMark(state.marks().size() - 1));
    heard.await(r -> r.predictions.size() == slices);
  }

  @Test
  void classifiesTheVisibleSliceAndThenTheOthers() throws Exception {
    markBothHalves(2);
    heard.await(r -> r.predictions.containsKey(0));
    heard.await(r -> r.predictions.size() == SLICES);
    heard.awaitIdle();
    heard.await(r -> r.predictions.size() == SLICES);
    for (int slice = 0; slice < SLICES; slice++) {
      GridPrediction prediction = heard.predictions.get(slice);
      assertEquals("smooth", nameAt(prediction, SIZE / 4, SIZE / 2));
      assertEquals("check", nameAt(prediction, SIZE * 3 / 4, SIZE / 2));
    }
    assertEquals(List.of(), heard.problems);
  }

  @Test
  void givesWhatTrainingOnTheSameMarksGives() throws Exception {
    markBothHalves(3);
    Classifier here = session.train(Progress.NONE).get(60, TimeUnit.SECONDS).classifier();
    StackPrediction stack = session.predictAll(Progress.NONE).get(60, TimeUnit.SECONDS);
    try (WorkerPool workers = new WorkerPool(1);
        Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      Classifier there =
          new RegionTrainer(backbone, workers)
              .train(
                  List.of(new MarkedImage(image, Scenes.marks(SIZE, SIZE, 3))),
                  Map.of(),
                  session.state().options().trainingSettings(),
                  Progress.NONE)
              .classifier();
      // Training sorts the classes by name: check, smooth.
      assertEquals(there.classes().get(0).name(), here.classes().get(1).name());
      assertEquals(there.temperature(), here.temperature(), 1e-6 * there.temperature());
      assertArrayEquals(there.head().rows()[0], here.head().rows()[1], 1e-6f);
      assertEquals(there.unknown().threshold(), here.unknown().threshold(), 1e-6);
      Predictor predictor = new Predictor(there, backbone, workers, new FeatureCache(0));
      for (int slice = 0; slice < SLICES; slice++) {
        GridPrediction expected =
            predictor
                .grids(predictor.view(image), session.state().options().strideLength())
                .slice(slice, Progress.NONE);
        GridPrediction got = stack.slices().get(slice);
        assertEquals(expected.grid(), got.grid());
        assertEquals(expected.noveltyThreshold(), got.noveltyThreshold(), 1e-6);
        for (int i = 0; i < expected.scores().size(); i++) {
          assertEquals(expected.scores().probability(i, 0), got.scores().probability(i, 1), 2e-4f);
          assertEquals(expected.scores().novelty(i), got.scores().novelty(i), 2e-3f);
        }
      }
      Example place = new Example(Region.rectangle(70, 40, 30, 50), 2, "", "place");
      RegionPrediction expected =
          predictor
              .regions(predictor.view(image))
              .region(place.slice(), place.name(), place.region());
      RegionPredictions regions =
          session.predictRegions(List.of(place), Progress.NONE).get(60, TimeUnit.SECONDS);
      assertEquals(here.classes(), regions.classes());
      RegionPrediction got = regions.regions().get(0);
      assertEquals("check", regions.classes().get(got.labelMapValue() - 1).name());
      assertEquals(expected.scores().probability(0, 0), got.scores().probability(0, 1), 2e-4f);
      assertEquals(expected.verdict(), got.verdict());
    }
  }

  @Test
  void showsWhatWasEncodedForAnAnswerToo() throws Exception {
    markBothHalves(1);
    // Before anything else is encoded.
    session.predictAll(Progress.NONE).get(60, TimeUnit.SECONDS);
    heard.await(r -> r.predictions.size() == SLICES);
    assertEquals(List.of(), heard.problems);
  }

  @Test
  void refinesAndTakesItBack() throws Exception {
    markBothHalves(2);
    heard.awaitIdle();
    session.change(s -> s.withOptions(o -> o.withAdaptation(Adaptation.LAST_STAGE)));
    heard.await(r -> r.learnt != null && !r.learnt.refinement().explanation().isEmpty());
    heard.await(r -> r.predictions.size() == SLICES);
    session.undo();
    heard.await(r -> r.learnt.refinement().explanation().isEmpty());
    heard.await(r -> r.predictions.size() == SLICES);
    assertEquals(List.of(), heard.problems);
  }

  @Test
  void unknownNeverHoldsForTheWindowAndForTheClassifierThatIsSaved() throws Exception {
    markBothHalves(2);
    heard.await(r -> r.learnt != null && r.learnt.head().unknown().threshold() < 100);
    session.change(s -> s.withOptions(o -> o.withRejection(Rejection.NEVER)));
    heard.await(
        r ->
            r.predictions.containsKey(0)
                && r.predictions.get(0).noveltyThreshold() == Double.MAX_VALUE);
    Classifier saved = session.train(Progress.NONE).get(60, TimeUnit.SECONDS).classifier();
    assertEquals(Double.MAX_VALUE, saved.unknown().threshold());
    assertEquals(List.of(), heard.problems);
  }

  @Test
  void aMethodThatAdaptsWaitsForTwoClasses() throws Exception {
    session.change(s -> s.withOptions(o -> o.withMethod("finetune:depth=last-stage")));
    session.change(s -> s.withClass("smooth").withClass("check"));
    session.change(s -> s.withMarks(List.of(mark(10, 40, 30, 0, "smooth"))));
    heard.await(r -> r.activities.stream().anyMatch(a -> isEncoding(a, 1)));
    assertFalse(heard.hasRefined());
    session.change(s -> s.withMarks(List.of(mark(80, 40, 30, 0, "check"))));
    heard.await(r -> r.learnt != null && !r.learnt.refinement().explanation().isEmpty());
    heard.await(r -> r.predictions.containsKey(0));
    assertTrue(heard.hasRefined());
    assertEquals(List.of(), heard.problems);
  }

  @Test
  void forgetsWhenAClassIsDeletedAndRemembersOnUndo() throws Exception {
    markBothHalves(2);
    heard.awaitIdle();
    session.change(s -> s.withoutClass(1));
    heard.await(r -> r.forgotten);
    session.undo();
    heard.await(r -> !r.forgotten && r.predictions.size() == SLICES);
    assertEquals(4, session.state().marks().size());
    session.redo();
    heard.await(r -> r.forgotten);
  }

  @Test
  void refusesAMarkOffTheImage() {
    session.change(s -> s.withClass("a"));
    FewShotException problem =
        assertThrows(
            FewShotException.class,
            () -> session.change(s -> s.withMarks(List.of(mark(SIZE + 5, 0, 20, 0, "a")))));
    assertTrue(problem.getMessage().contains("outside"), problem.getMessage());
    assertEquals(List.of(), session.state().marks());
  }

  @Test
  void trainingWithoutMarksFailsWithASentence() {
    ExecutionException problem =
        assertThrows(
            ExecutionException.class, () -> session.train(Progress.NONE).get(60, TimeUnit.SECONDS));
    assertTrue(
        problem.getCause().getMessage().startsWith("There are no marked regions"),
        problem.getCause().getMessage());
  }

  @Test
  void tellsOfAMissingBackboneOnceAndGoesOnWhenAnotherIsChosen() throws Exception {
    session.change(
        s -> s.withOptions(o -> o.withPatch(64).withStride(0).withBackbone("no-such.pt", "auto")));
    heard.await(r -> !r.problems.isEmpty());
    assertTrue(heard.problems.get(0).contains("no-such.pt"), heard.problems.get(0));
    session.undo();
    markBothHalves(1);
    heard.await(r -> r.predictions.containsKey(0));
    assertEquals(1, heard.problems.size());
  }

  @Test
  void whatIsDoneWhileSomethingFailsIsTriedAllTheSame() throws Exception {
    session.close();
    assertTrue(session.awaitEnd(30_000), "threads end");
    CompletableFuture<Session> started = new CompletableFuture<>();
    AtomicInteger tried = new AtomicInteger();
    session =
        new Session(
            image,
            SessionState.empty(),
            0,
            (name, device) -> {
              if (tried.incrementAndGet() == 1) {
                started.join().change(s -> s.withClass("a"));
              }
              throw new FewShotException("no network");
            },
            2,
            heard,
            Runnable::run);
    started.complete(session);
    heard.await(r -> r.problems.size() == 2);
    Thread.sleep(200);
    assertEquals(2, tried.get());
  }

  /** What nobody has foreseen must not leave a window that stands still. */
  @Test
  void aFaultIsToldAndTheSessionGoesOn() throws Exception {
    session.close();
    assertTrue(session.awaitEnd(30_000), "threads end");
    AtomicInteger tried = new AtomicInteger();
    session =
        new Session(
            image,
            SessionState.empty(),
            0,
            (name, device) -> {
              if (tried.incrementAndGet() == 1) {
                throw new IllegalArgumentException("index 7");
              }
              return Backbones.open(name, device);
            },
            2,
            heard,
            Runnable::run);
    heard.await(r -> r.problems.size() == 1);
    assertTrue(heard.problems.get(0).contains("your examples are kept"), heard.problems.get(0));
    assertTrue(heard.problems.get(0).contains("index 7"), heard.problems.get(0));
    markBothHalves(1);
    heard.await(r -> r.predictions.containsKey(0));
  }

  @Test
  void encodesTheSliceThatIsShownBeforeOthers() throws Exception {
    session.show(2);
    heard.await(r -> r.activities.stream().anyMatch(a -> isEncoding(a, 3)));
    heard.await(
        r ->
            r.activities.stream().anyMatch(a -> isEncoding(a, 1))
                && r.activities.stream().anyMatch(a -> isEncoding(a, 2)));
  }

  @Test
  void pausedItEncodesOnlyWhatIsShown() throws Exception {
    session.pause(true);
    markBothHalves(1);
    heard.await(r -> r.predictions.containsKey(0));
    heard.await(r -> r.activities.get(r.activities.size() - 1).kind() == Activity.Kind.PAUSED);
    assertFalse(heard.activities.stream().anyMatch(a -> isEncoding(a, 2) || isEncoding(a, 3)));
    session.pause(false);
    heard.await(r -> r.predictions.size() == SLICES);
  }

  private static boolean isEncoding(Activity activity, int number) {
    return activity.kind() == Activity.Kind.ENCODING && activity.number() == number;
  }

  private void markBothHalves(int each) {
    List<Mark> marks = new ArrayList<>();
    for (Example e : Scenes.marks(SIZE, SIZE, each)) {
      var box = e.region().bounds();
      marks.add(new Mark(new Roi(box.x(), box.y(), box.width(), box.height()), e));
    }
    session.change(s -> s.withClass("smooth").withClass("check").withMarks(marks));
  }

  private static Mark mark(int x, int y, int side, int slice, String className) {
    return new Mark(
        new Roi(x, y, side, side),
        new Example(Region.rectangle(x, y, side, side), slice, className, className));
  }

  private String nameAt(GridPrediction prediction, int x, int y) {
    int stride = prediction.grid().stride();
    int label = prediction.scores().label(prediction.index(x / stride, y / stride));
    return heard.learnt.classes().get(label).name();
  }
}
