package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Support;

/** Learns from those marks that are encoded. */
final class Learning {

  private Learning() {}

  /**
   * @param state marks to learn from
   * @param encoding what is known of them
   * @return what was learnt; empty unless two classes have marks that are encoded
   */
  static Optional<Learnt> of(SessionState state, ImageEncoding encoding) {
    List<Mark> marks = new ArrayList<>();
    List<EncodedMark> encoded = new ArrayList<>();
    for (Mark mark : state.marks()) {
      encoding
          .find(mark.example())
          .ifPresent(
              found -> {
                marks.add(mark);
                encoded.add(found);
              });
    }
    List<LabelClass> classes =
        PreparedImage.marked(new SessionState(state.classes(), marks, state.options()));
    if (classes.size() < 2) {
      return Optional.empty();
    }
    Support support =
        new Support(
                encoded.stream().map(EncodedMark::z).toArray(float[][]::new),
                encoded.stream().map(EncodedMark::views).toArray(float[][][]::new),
                PreparedImage.labels(marks, classes),
                classes.size())
            .withUnlabelled(encoding.standardisedUnlabelled(state.options()));
    FittedHead head =
        FittedHead.fit(
            FewShotMethods.parse(state.options().method()).in(encoding.context(classes)),
            support,
            encoded.stream().map(EncodedMark::probes).toArray(float[][][]::new),
            state.options().rejection());
    Refinement refinement = encoding.refinement();
    if (refinement.calibrated()) {
      // An adapted backbone has seen the marks, so that leaving them out of the head flatters.
      head = head.withTemperature(refinement.temperature());
    }
    boolean provisional =
        marks.size() < state.marks().size() || !encoded.stream().allMatch(EncodedMark::hasViews);
    return Optional.of(new Learnt(classes, marks, support, head, provisional, refinement));
  }
}
