package sc.fiji.fewshot.ui.window.results;

import ij.gui.PointRoi;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.RegionOutline;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.results.ClassRois;
import sc.fiji.fewshot.ui.results.RoiManagerWindow;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Examples to and from the ROI Manager. On the event thread. */
final class ManagerExamples {

  private final WindowContext context;
  private final Errands errands;

  ManagerExamples(WindowContext context, Errands errands) {
    this.context = context;
    this.errands = errands;
  }

  void send() {
    SessionState state = context.model().state();
    if (state.marks().isEmpty()) {
      context.model().tell(Messages.text("results.noExamples"));
      return;
    }
    SupportSet marked =
        new SupportSet(state.classes(), state.marks().stream().map(Mark::example).toList());
    RoiManagerWindow.add(ClassRois.ofExamples(context.image(), marked));
    context.model().tell(Messages.text("results.sent", state.marks().size()));
  }

  void fetch() {
    List<Roi> rois = RoiManagerWindow.rois();
    if (rois.isEmpty()) {
      context.model().tell(Messages.text("results.noRegions"));
      return;
    }
    Session session = context.model().session();
    errands.run(
        "results.reading", progress -> Errands.background(() -> add(rois, session)), done -> done);
  }

  private String add(List<Roi> rois, Session session) {
    Fitting fitting = new Fitting();
    List<Mark> marks = new ArrayList<>();
    for (Roi roi : rois) {
      marks.addAll(fitting.read(roi, r -> marks(r, session)));
    }
    fitting.require(!marks.isEmpty());
    int before = session.state().marks().size();
    session.change(state -> with(state, marks));
    int added = session.state().marks().size() - before;
    return fitting.report(Messages.text("results.fetched", added));
  }

  private List<Mark> marks(Roi roi, Session session) {
    List<Mark> marks = new ArrayList<>();
    int patch = session.state().options().patchSide();
    for (Example example : RoiExamples.of(List.of(roi), context.image(), patch)) {
      SupportSet.check(example, session.image());
      // Of several points each is an example of its own.
      Roi outline = roi instanceof PointRoi ? RegionOutline.of(example.region()) : roi;
      outline.setStrokeColor(roi.getStrokeColor());
      marks.add(new Mark(outline, example));
    }
    return marks;
  }

  private static SessionState with(SessionState before, List<Mark> marks) {
    SessionState state = before;
    List<Mark> fresh = new ArrayList<>();
    for (Mark mark : marks) {
      state = withClassOf(mark, state);
      if (before.marks().stream().noneMatch(known -> isSame(known, mark))) {
        fresh.add(mark);
      }
    }
    return fresh.isEmpty() ? before : state.withMarks(fresh);
  }

  /** A class that is not there yet takes the colour of its first region. */
  private static SessionState withClassOf(Mark mark, SessionState state) {
    String name = mark.example().className();
    if (state.indexOf(name) >= 0) {
      return state;
    }
    SessionState more = state.withClass(name);
    return mark.roi().getStrokeColor() == null
        ? more
        : more.withClassColour(more.indexOf(name), mark.roi().getStrokeColor().getRGB());
  }

  private static boolean isSame(Mark known, Mark other) {
    Example a = known.example();
    Example b = other.example();
    return a.slice() == b.slice()
        && a.className().equals(b.className())
        && a.region().equals(b.region());
  }
}
