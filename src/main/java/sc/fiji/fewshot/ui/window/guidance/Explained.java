package sc.fiji.fewshot.ui.window.guidance;

import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.guidance.Explanation;

/**
 * A place with its explanation.
 *
 * @param slice its number
 * @param grid the slice's patches
 * @param classes that were learnt, in the order of the probabilities
 * @param explanation of the place
 */
record Explained(int slice, PatchGrid grid, List<LabelClass> classes, Explanation explanation) {

  static Explained of(
      SliceEmbeddings embeddings,
      Optional<Learnt> learnt,
      Explainer.Place place,
      WorkerPool workers) {
    return new Explained(
        embeddings.slice(),
        embeddings.grid(),
        learnt.map(Learnt::classes).orElse(List.of()),
        Explanation.of(
            embeddings, learnt, place.x(), place.y(), Explanation.USUAL_NEIGHBOURS, workers));
  }
}
