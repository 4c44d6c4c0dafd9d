package sc.fiji.fewshot.session;

import java.util.List;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Support;

/**
 * What was learnt from the marks at one moment.
 *
 * @param classes that have marks, in the order of the logits
 * @param marks that were learnt from, in the order of the support set
 * @param support their standardised embeddings
 * @param head what was learnt
 * @param provisional whether the augmented views of some marks are still being encoded
 * @param refinement of the backbone that embeds; where it is adapted, its held-out accuracy is the
 *     honest one, not the head's leave-one-out
 */
public record Learnt(
    List<LabelClass> classes,
    List<Mark> marks,
    Support support,
    FittedHead head,
    boolean provisional,
    Refinement refinement) {}
